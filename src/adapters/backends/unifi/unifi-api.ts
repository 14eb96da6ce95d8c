import { networkFromSources } from '../../../areas/network/from-sources.ts';
import type { Device, Network, Uplink } from '../../../areas/network/network.ts';
import { shareInFlight } from '../../../areas/shared/share-call.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Failure } from '../../../core/failure.ts';
import { map, ok, type Result } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { readClient, readDevice, readNetworkAlert, readUplink } from '../vendor-records/network.ts';
import { readList } from '../vendor-records/read-list.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import { createChanges } from './changes.ts';
import { createClassic } from './legacy-api.ts';
import { pagesOf } from './pages.ts';
import { createPorts } from './ports.ts';
import { createSite, deviceAt, siteAt } from './site.ts';

interface Options {
  readonly api: Api;
  readonly clock: Clock;
  /** The site by its name or id; the first one unless told. */
  readonly site?: string | undefined;
}

/** UniFi by the Integration API of its console; what that lacks, by the classic one where it lets us in. */
export function createUnifiApi({ api, clock, site: wanted }: Options): Network {
  const site = createSite(api, wanted);
  const classic = createClassic(api, site, clock);

  async function list(what: string) {
    const here = await site();
    return here.ok ? pagesOf(api, `${siteAt(here.value)}/${what}`) : here;
  }

  /** Asked for twice by a summary: for the gear, and for the way out where only its gateway tells of that. */
  const deviceRecords = shareInFlight(() => list('devices'));

  async function devices() {
    const records = await deviceRecords();
    if (!records.ok) return records;
    const gear = await readList(records.value, {
      from: api,
      clock,
      what: 'devices',
      read: readDevice,
    });
    return gear.ok ? ok({ ...gear.value, value: await timed(gear.value.value) }) : gear;
  }

  /** Only the gateway is asked how it is doing: its uptime is that of the network. */
  async function timed(gear: readonly Device[]): Promise<readonly Device[]> {
    const latest = await gatewayStatistics(gear);
    return gear.map((it) =>
      it.kind === 'gateway' && latest ? { ...it, ...healthOf(latest) } : it,
    );
  }

  async function gatewayStatistics(gear: readonly Device[]): Promise<unknown> {
    const here = await site();
    const gateway = gear.find(({ kind, online }) => kind === 'gateway' && online);
    if (!here.ok || !gateway) return undefined;
    const answer = await api.ask(`${deviceAt(here.value, gateway)}/statistics/latest`);
    return answer.ok ? answer.value : undefined;
  }

  return networkFromSources(
    {
      devices,
      async clients() {
        const records = await list('clients');
        if (!records.ok) return records;
        return readList(records.value, { from: api, clock, what: 'clients', read: readClient });
      },

      async alerts() {
        const alarms = await classic.list('rest/alarm?archived=false', 'alerts');
        if (!alarms.ok) return alarms;
        return readList(alarms.value, { from: api, clock, what: 'alerts', read: readNetworkAlert });
      },

      ports: createPorts({ api, site, classic, clock }),
      changes: createChanges({ api, site, classic }),

      async uplink() {
        const health = await classic.list('stat/health', 'the uplink');
        const uplink = health.ok ? ok(readUplink(health.value)) : await uplinkOfGateway();
        return map(uplink, (value = {}) => ({ value, asOf: clock.now(), source: api.source }));
      },
    },
    api.service,
    clock,
  );

  async function uplinkOfGateway(): Promise<Result<Uplink | undefined, Failure>> {
    const records = await deviceRecords();
    if (!records.ok) return records;
    const gear = records.value.flatMap((record) => readDevice(record) ?? []);
    const facts = recordReader(await gatewayStatistics(gear));
    const [downBps, upBps] = [facts?.number('uplink.rxRateBps'), facts?.number('uplink.txRateBps')];
    return ok(facts && { wan: { up: true, downBps, upBps } });
  }
}

function healthOf(statistics: unknown): Partial<Device> {
  const facts = recordReader(statistics);
  return {
    uptimeSec: facts?.seconds('uptimeSec'),
    cpuPercent: facts?.number('cpuUtilizationPct'),
    memoryPercent: facts?.number('memoryUtilizationPct'),
  };
}
