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
import { SKIPPED } from '../vendor-records/skip.ts';
import type { LegacyApi } from './legacy-api.ts';
import { devicePath, type FindSite } from './site.ts';

interface Dependencies {
  readonly api: Api;
  readonly site: FindSite;
  readonly legacy: LegacyApi;
  readonly clock: Clock;
}

/** Reads ports from the official API, and what is connected to each from the legacy one where it accepts our key. */
export function createPorts({ api, site, legacy, clock }: Dependencies) {
  async function connectedRecords() {
    const what = 'what is connected to a port';
    const [clients, devices] = await Promise.all([
      legacy.list('stat/sta', what),
      legacy.list('stat/device', what),
    ]);
    return [
      ...(clients.ok ? clients.value.flatMap(readConnected) : []),
      ...(devices.ok ? devices.value.flatMap((it) => readDevice(it) ?? []) : []),
    ];
  }

  function readConnected(record: unknown) {
    const client = readClient(record, clock.now());
    return client === undefined || client === SKIPPED ? [] : [client];
  }

  return async (device: Device): AsyncReading<readonly Port[]> => {
    const here = await site();
    if (!here.ok) return here;
    const [details, connected] = await Promise.all([
      api.ask(devicePath(here.value, device)),
      connectedRecords(),
    ]);
    if (!details.ok) return details;
    const records = recordReader(details.value)?.raw('interfaces.ports');
    const ports = await readList(isList(records) ? records : [], {
      from: api,
      clock,
      what: 'ports',
      read: readPort,
    });
    return map(ports, ({ value, ...about }) => ({
      ...about,
      value: value.map((port) => ({ ...port, holds: portOccupants(device, port, connected) })),
    }));
  };
}
