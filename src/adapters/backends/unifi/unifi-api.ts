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
import { createLegacyApi } from './legacy-api.ts';
import { pagesOf } from './pages.ts';
import { createPorts } from './ports.ts';
import { createSite, devicePath, sitePath } from './site.ts';

interface Options {
  readonly api: Api;
  readonly clock: Clock;
  /** The name or id of the site; the first site when not given. */
  readonly site?: string | undefined;
}

/** UniFi through the Integration API of its console; what that lacks, through the legacy one where it accepts our key. */
export function createUnifiApi({ api, clock, site: wanted }: Options): Network {
  const site = createSite(api, wanted);
  const legacy = createLegacyApi(api, site, clock);

  async function list(what: string) {
    const here = await site();
    return here.ok ? pagesOf(api, `${sitePath(here.value)}/${what}`) : here;
  }

  /** Shared, because a summary reads it twice: for the devices, and for the uplink where only the gateway reports it. */
  const deviceRecords = shareInFlight(() => list('devices'));

  async function devices() {
    const records = await deviceRecords();
    if (!records.ok) return records;
    const reading = await readList(records.value, {
      from: api,
      clock,
      what: 'devices',
      read: readDevice,
    });
    if (!reading.ok) return reading;
    return ok({ ...reading.value, value: await withGatewayHealth(reading.value.value) });
  }

  /** Adds statistics to the gateway only: its uptime is that of the network. */
  async function withGatewayHealth(all: readonly Device[]): Promise<readonly Device[]> {
    const latest = await gatewayStatistics(all);
    return all.map((it) => (it.kind === 'gateway' && latest ? { ...it, ...healthOf(latest) } : it));
  }

  async function gatewayStatistics(all: readonly Device[]): Promise<unknown> {
    const here = await site();
    const gateway = all.find(({ kind, online }) => kind === 'gateway' && online);
    if (!here.ok || !gateway) return undefined;
    const answer = await api.ask(`${devicePath(here.value, gateway)}/statistics/latest`);
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
        const alarms = await legacy.list('rest/alarm?archived=false', 'alerts');
        if (!alarms.ok) return alarms;
        return readList(alarms.value, { from: api, clock, what: 'alerts', read: readNetworkAlert });
      },

      ports: createPorts({ api, site, legacy, clock }),
      changes: createChanges({ api, site, legacy }),

      async uplink() {
        const health = await legacy.list('stat/health', 'the uplink');
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
    const all = records.value.flatMap((record) => readDevice(record) ?? []);
    const facts = recordReader(await gatewayStatistics(all));
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
