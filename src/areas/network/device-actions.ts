import { z } from 'zod';
import type { LocalTime } from '../../core/local-time.ts';
import { map, ok } from '../../core/result.ts';
import { type ChangeOperation, defineChange, doneAfter } from '../../operation/change-operation.ts';
import { plainNumber } from '../../operation/inputs.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { Running, runningNow, startedAnew, wasRestarted } from '../shared/was-restarted.ts';
import { findDevice } from './find.ts';
import { Device, type Network, type NetworkChanges, networkChange, type Port } from './network.ts';
import { type ConnectedDevice, connectedDevices, findPort } from './ports.ts';

const MAX_PORT = 999;

const id = z
  .string('The id of a device is needed.')
  .trim()
  .toLowerCase()
  .regex(/^[\w:.-]{1,64}$/, 'The id of a device is needed.');

const Input = z.strictObject({ id });
const PortInput = z.strictObject({
  id,
  number: plainNumber(1, MAX_PORT, 'Ports are numbered from 1.'),
});

export const restart = (
  network: Network,
  changes: NetworkChanges,
  time: LocalTime,
): ChangeOperation =>
  defineChange({
    name: networkChange('restart'),
    verb: 'restart',
    option: { key: 'r', label: 'Restart' },
    summary: 'Restart a gateway, switch or access point',
    risk: 'change',
    input: Input,
    evidence: z.object({ gear: Device, running: Running }),
    plan: async ({ id }) =>
      map(await findDevice(network, id), (device) => ({
        question: `Restart ${quoteName(device.name)}?`,
        note: noteOnRestart(device),
        identity: [device.kind, device.online],
        evidence: { gear: device, running: runningNow(device.uptimeSec, time) },
      })),
    startedAnew: (before, now) => startedAnew(before.running, now.running),
    /** Only the device that was planned for is restarted, without another read: a failed read would look like a change that was sent. */
    execute: ({ id }, { gear }) => changes.act({ verb: 'restart', id, gear }),
    async verify({ id }, { running }, elapsedMs) {
      const device = await findDevice(network, id);
      if (!device.ok || !device.value.online) return { state: 'open' };
      const { name, uptimeSec } = device.value;
      if (!wasRestarted(uptimeSec, running, elapsedMs)) return { state: 'open' };
      return doneAfter(`${quoteName(name)} up again`, elapsedMs);
    },
  });

function noteOnRestart({ kind, clients }: Device): string {
  if (kind === 'gateway') return 'Everything is offline meanwhile.';
  const those = clients === undefined ? 'Whoever is' : `${clients} clients`;
  return `${those} on it drop out.`;
}

/** The port at the time of the question, and the uptimes of the devices connected to it. */
const SeenPort = z.object({
  gear: Device,
  held: z.array(z.object({ id: z.string(), name: z.string(), running: Running })),
});
type SeenPort = z.infer<typeof SeenPort>;

/** Success is a device on the port coming back with a new uptime: nothing else shows that the power was off. */
export const cycle = (
  network: Network,
  changes: NetworkChanges,
  time: LocalTime,
): ChangeOperation =>
  defineChange({
    name: networkChange('cycle'),
    verb: 'cycle',
    option: { key: 'cycle', label: 'Cycle' },
    summary: 'Take the power off a port of a switch, and give it back',
    risk: 'change',
    input: PortInput,
    evidence: SeenPort,
    async plan({ id, number }) {
      const found = await findPort(network, id, Number(number));
      if (!found.ok) return found;
      const { gear, port } = found.value;
      const held = await connectedDevices(network, port.holds);
      return ok({
        question: `Power-cycle port ${number} of ${quoteName(gear.name)}?`,
        note: noteOnCycle(port, held),
        identity: [port.powers, held.map(({ id, name }) => [id, name])],
        evidence: {
          gear,
          held: held.map(({ id, name, upSec }) => ({ id, name, running: runningNow(upSec, time) })),
        },
      });
    },
    startedAnew: (before, now) =>
      before.held.some(({ id, running }) => {
        const again = now.held.find((it) => it.id === id);
        return again !== undefined && startedAnew(running, again.running);
      }),
    execute: ({ id, number }, { gear }) =>
      changes.act({ verb: 'cycle', id, gear, port: Number(number) }),
    async verify(_, { held }, elapsedMs) {
      const now = await connectedDevices(
        network,
        held.map(({ id }) => id),
      );
      const back = now.filter((device) => cameBack(device, held, elapsedMs));
      return back.length === 0 ? { state: 'open' } : doneAfter(`${namesOf(back)} back`, elapsedMs);
    },
  });

/** A device that had no uptime before proves nothing by having one now. */
function cameBack(
  { id, upSec }: ConnectedDevice,
  held: SeenPort['held'],
  elapsedMs: number,
): boolean {
  const before = held.find((device) => device.id === id)?.running;
  return before?.upSec !== undefined && wasRestarted(upSec, before, elapsedMs);
}

function noteOnCycle(port: Port, held: readonly ConnectedDevice[]): string | undefined {
  if (port.powers === false) return 'It gives no power now.';
  if (held.length === 0) return undefined;
  return `${namesOf(held)} ${held.length === 1 ? 'loses' : 'lose'} power.`;
}

const MAX_NAMES = 3;

function namesOf(held: readonly ConnectedDevice[]): string {
  const names = held.slice(0, MAX_NAMES).map(({ name }) => quoteName(name));
  const rest = held.length - names.length;
  return [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
