import type { Device, Port } from '../../../areas/network/network.ts';
import { portOccupants } from '../../../areas/network/port-occupants.ts';
import type { Clock } from '../../../core/clock.ts';
import type { AsyncReading } from '../../../core/reading.ts';
import { map } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { isList } from '../vendor-records/json.ts';
import { readClient, readDevice } from '../vendor-records/network.ts';
import { readPort } from '../vendor-records/ports.ts';
import { readList } from '../vendor-records/read-list.ts';
import { recordReader } from '../vendor-records/record-reader.ts';
import type { Classic } from './legacy-api.ts';
import { deviceAt, type FindSite } from './site.ts';

interface Dependencies {
  readonly api: Api;
  readonly site: FindSite;
  readonly classic: Classic;
  readonly clock: Clock;
}

/** The ports by the official API; who hangs on which, by the classic one where it lets us in. */
export function createPorts({ api, site, classic, clock }: Dependencies) {
  async function thingsWithPorts() {
    const what = 'who hangs on a port';
    const [clients, gear] = await Promise.all([
      classic.list('stat/sta', what),
      classic.list('stat/device', what),
    ]);
    return [
      ...(clients.ok ? clients.value.flatMap((it) => readClient(it, clock.now()) ?? []) : []),
      ...(gear.ok ? gear.value.flatMap((it) => readDevice(it) ?? []) : []),
    ];
  }

  return async (gear: Device): AsyncReading<readonly Port[]> => {
    const here = await site();
    if (!here.ok) return here;
    const [device, things] = await Promise.all([
      api.ask(deviceAt(here.value, gear)),
      thingsWithPorts(),
    ]);
    if (!device.ok) return device;
    const records = recordReader(device.value)?.raw('interfaces.ports');
    const ports = await readList(isList(records) ? records : [], {
      from: api,
      clock,
      what: 'ports',
      read: readPort,
    });
    return map(ports, ({ value, ...about }) => ({
      ...about,
      value: value.map((port) => ({ ...port, holds: portOccupants(gear, port, things) })),
    }));
  };
}
