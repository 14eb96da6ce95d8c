import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { err, ok } from '../../core/result.ts';
import type { Action, Outcome } from '../../operation/change-operation.ts';
import { plainNumber } from '../../operation/inputs.ts';
import { planOf } from '../../operation/plan.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { createStarts, Running, runningNow, wasRestarted } from '../shared/was-restarted.ts';
import { findDevice } from './find.ts';
import { Device, type Network, type NetworkChanges, type Port } from './network.ts';
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

/** Only the device that was planned for is changed, without another read: a failed read would look like a change that was sent. */
const GONE = err<Failure>({ kind: 'not-found', what: 'That device' });

const SeenDevice = z.object({ gear: Device, running: Running });

export function restart(network: Network, changes: NetworkChanges, time: LocalTime): Action {
  const startOf = createStarts(time);

  return {
    name: 'network_restart',
    verb: 'restart',
    summary: 'Restart a gateway, switch or access point',
    risk: 'change',
    input: Input,
    async plan(input) {
      const { id } = Input.parse(input);
      const found = await findDevice(network, id);
      if (!found.ok) return found;
      const device = found.value;
      const { name, kind, online, uptimeSec } = device;
      return ok(
        planOf({
          question: `Restart ${quoteName(name)}?`,
          note: noteOnRestart(device),
          identity: [id, kind, online, startOf(id, uptimeSec)],
          evidence: { gear: device, running: runningNow(uptimeSec, time) },
        }),
      );
    },
    async run(input, evidence) {
      const { id } = Input.parse(input);
      const seen = SeenDevice.safeParse(evidence).data;
      return seen ? changes.act({ verb: 'restart', id, gear: seen.gear }) : GONE;
    },
    async verify(input, startedAt, evidence): Promise<Outcome> {
      const device = await findDevice(network, Input.parse(input).id);
      if (!device.ok || !device.value.online) return { state: 'open' };
      const before = SeenDevice.safeParse(evidence).data?.running;
      const { name, uptimeSec } = device.value;
      if (!wasRestarted(uptimeSec, { before, startedAt }, time)) return { state: 'open' };
      return { state: 'done', words: `${quoteName(name)} up again, ${time.formatAge(startedAt)}.` };
    },
  };
}

function noteOnRestart({ kind, clients }: Device): string {
  if (kind === 'gateway') return 'Everything is offline meanwhile.';
  const those = clients === undefined ? 'Whoever is' : `${clients} clients`;
  return `${those} on it drop out.`;
}

/** The port at the time of the question, and the uptimes of the devices connected to it. */
const SeenPort = z.object({
  gear: Device,
  held: z.array(z.object({ id: z.string(), running: Running })),
});

/** Success is a device on the port coming back with a new uptime: nothing else shows that the power was off. */
export function cycle(network: Network, changes: NetworkChanges, time: LocalTime): Action {
  const startOf = createStarts(time);

  return {
    name: 'network_cycle',
    verb: 'cycle',
    summary: 'Take the power off a port of a switch, and give it back',
    risk: 'change',
    input: PortInput,
    async plan(input) {
      const { id, number } = PortInput.parse(input);
      const found = await findPort(network, id, Number(number));
      if (!found.ok) return found;
      const { gear, port } = found.value;
      const held = await connectedDevices(network, port.holds);
      return ok(
        planOf({
          question: `Power-cycle port ${number} of ${quoteName(gear.name)}?`,
          note: noteOnCycle(port, held),
          identity: [
            id,
            port.powers,
            held.map(({ id, name, upSec }) => [id, name, startOf(id, upSec)]),
          ],
          evidence: {
            gear,
            held: held.map(({ id, upSec }) => ({ id, running: runningNow(upSec, time) })),
          },
        }),
      );
    },
    async run(input, evidence) {
      const { id, number } = PortInput.parse(input);
      const seen = SeenPort.safeParse(evidence).data;
      if (!seen) return GONE;
      return changes.act({ verb: 'cycle', id, gear: seen.gear, port: Number(number) });
    },
    /** A device that had no uptime before proves nothing by having one now. */
    async verify(_input, startedAt, evidence): Promise<Outcome> {
      const was = new Map(
        SeenPort.safeParse(evidence).data?.held.map(({ id, running }) => [id, running]),
      );
      const now = await connectedDevices(network, [...was.keys()]);
      const back = now.filter(({ id, upSec }) => {
        const before = was.get(id);
        return before?.upSec !== undefined && wasRestarted(upSec, { before, startedAt }, time);
      });
      if (back.length === 0) return { state: 'open' };
      return { state: 'done', words: `${namesOf(back)} back, ${time.formatAge(startedAt)}.` };
    },
  };
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
