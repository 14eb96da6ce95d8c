import type { Failure } from '../../core/failure.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { findDevice } from './find.ts';
import type { Device, Network, Port } from './network.ts';

/** A port that can be power-cycled, and its device. */
interface FoundPort {
  readonly gear: Device;
  readonly port: Port;
}

/** Finds a port that supplies power; the failure says why there is none. */
export async function findPort(
  network: Network,
  id: string,
  number: number,
): Promise<Result<FoundPort, Failure>> {
  const gear = await findDevice(network, id);
  if (!gear.ok) return gear;
  const name = quoteName(gear.value.name);
  const ports = await network.ports?.(gear.value);
  if (ports && !ports.ok) return ports;
  const all = ports?.value.value.ports ?? [];
  const port = all.find((candidate) => candidate.number === number);
  if (port?.poe) return ok({ gear: gear.value, port });
  return refuse(port ? `Port ${number} of ${name} gives no power.` : noSuchPort(name, all));
}

const refuse = (hint: string) => err<Failure>({ kind: 'bad-input', hint });

function noSuchPort(name: string, ports: readonly Port[]): string {
  const numbers = ports.map(({ number }) => number);
  if (numbers.length === 0) return `${name} tells of no ports.`;
  return `${name} has ports ${Math.min(...numbers)} to ${Math.max(...numbers)}.`;
}

/** A client or device on a port, with its uptime in seconds if the source returns one. */
export interface ConnectedDevice {
  readonly id: string;
  readonly name: string;
  readonly upSec: number | undefined;
}

/** Reads the present state of the clients and devices with these ids. */
export async function connectedDevices(
  network: Network,
  ids: readonly string[] = [],
): Promise<readonly ConnectedDevice[]> {
  const [clients, details] = await Promise.all([network.clients(), network.details()]);
  const connected = clients.ok ? clients.value.value.clients : [];
  const devices = details.ok ? (details.value.value.gear ?? []) : [];
  return [
    ...connected.map(({ id, name, connectedSec }) => ({ ids: [id], name, upSec: connectedSec })),
    ...devices.map((device) => ({
      ids: device.ids ?? [],
      name: device.name,
      upSec: device.uptimeSec,
    })),
  ].flatMap(({ ids: ownIds, name, upSec }) => {
    const [id] = ownIds;
    const isWanted = ownIds.some((own) => ids.includes(own));
    return isWanted && id !== undefined ? [{ id, name, upSec }] : [];
  });
}
