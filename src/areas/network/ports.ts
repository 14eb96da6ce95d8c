import type { Failure } from '../../core/failure.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { findDevice } from './find.ts';
import type { Device, Network, Port } from './network.ts';

/** A port that can be asked to give power anew, and whose it is. */
interface FoundPort {
  readonly gear: Device;
  readonly port: Port;
}

/** A port with power, or a sentence about why there is none. */
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
  const port = all.find((it) => it.number === number);
  if (port?.poe) return ok({ gear: gear.value, port });
  return refuse(port ? `Port ${number} of ${name} gives no power.` : noSuchPort(name, all));
}

const refuse = (hint: string) => err<Failure>({ kind: 'bad-input', hint });

function noSuchPort(name: string, ports: readonly Port[]): string {
  const numbers = ports.map(({ number }) => number);
  if (numbers.length === 0) return `${name} tells of no ports.`;
  return `${name} has ports ${Math.min(...numbers)} to ${Math.max(...numbers)}.`;
}

/** What hangs on a port, and for how long it has been up, where that is told. */
export interface ConnectedDevice {
  readonly id: string;
  readonly name: string;
  readonly upSec: number | undefined;
}

/** The clients and the gear with these ids, as they are now. */
export async function connectedDevices(
  network: Network,
  ids: readonly string[] = [],
): Promise<readonly ConnectedDevice[]> {
  const [clients, details] = await Promise.all([network.clients(), network.details()]);
  const people = clients.ok ? clients.value.value.clients : [];
  const gear = details.ok ? (details.value.value.gear ?? []) : [];
  return [
    ...people.map(({ id, name, connectedSec }) => ({ ids: [id], name, upSec: connectedSec })),
    ...gear.map((it) => ({ ids: it.ids ?? [], name: it.name, upSec: it.uptimeSec })),
  ].flatMap((it) => {
    const [id] = it.ids;
    const isHeld = it.ids.some((own) => ids.includes(own));
    return isHeld && id !== undefined ? [{ id, name: it.name, upSec: it.upSec }] : [];
  });
}
