import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import type { Action, Outcome } from '../operation/action.ts';
import { fell } from './fell.ts';
import { findGear } from './find.ts';
import type { Gear, Network, NetworkDeeds, Port } from './network.ts';
import { findPort, type Held, heldBy } from './ports.ts';

const Input = z.object({ id: z.string() });
const PortInput = Input.extend({
  number: z.coerce.number().int().min(1, 'Ports are numbered from 1.'),
});

/** What was planned is what is done: a look that fails in between would seem like something that was sent. */
const GONE = err<Failure>({ kind: 'not-found', what: 'That device' });

export function restart(network: Network, deeds: NetworkDeeds, time: LocalTime): Action {
  const planned = new Map<string, Gear>();

  return {
    name: 'network_restart',
    verb: 'restart',
    summary: 'Restart a gateway, switch or access point',
    risk: 'change',
    input: Input,
    async plan(input) {
      const { id } = Input.parse(input);
      const gear = await findGear(network, id);
      if (!gear.ok) return gear;
      planned.set(id, gear.value);
      const { name, kind, online, clients } = gear.value;
      const those = clients === undefined ? 'Whoever is' : `${clients} clients`;
      const note =
        kind === 'gateway' ? 'Everything is offline meanwhile.' : `${those} on it drop out.`;
      return ok({ question: `Restart ${name}?`, note, digest: String(online) });
    },
    async run(input) {
      const { id } = Input.parse(input);
      const gear = planned.get(id);
      return gear ? deeds.act({ verb: 'restart', id, gear }) : GONE;
    },
    async look(input, startedAt): Promise<Outcome> {
      const gear = await findGear(network, Input.parse(input).id);
      if (!gear.ok || !gear.value.online) return { state: 'open' };
      const { name, uptimeSec = Number.POSITIVE_INFINITY } = gear.value;
      if (uptimeSec > (time.now() - startedAt) / 1000) return { state: 'open' };
      return { state: 'done', words: `${name} up again, ${time.ago(startedAt)}.` };
    },
  };
}

/** A port as it was when it was asked about, and what hung on it. */
interface Before {
  readonly gear: Gear;
  readonly held: readonly Held[];
}

/** Seen to have worked when what hangs on the port came back: nobody else can tell. */
export function cycle(network: Network, deeds: NetworkDeeds, time: LocalTime): Action {
  const planned = new Map<string, Before>();
  const keyOf = ({ id, number }: z.infer<typeof PortInput>): string => `${id} ${number}`;

  return {
    name: 'network_cycle',
    verb: 'cycle',
    summary: 'Take the power off a port of a switch, and give it back',
    risk: 'change',
    input: PortInput,
    async plan(input) {
      const wish = PortInput.parse(input);
      const found = await findPort(network, wish.id, wish.number);
      if (!found.ok) return found;
      const { gear, port } = found.value;
      const held = await heldBy(network, port.holds);
      planned.set(keyOf(wish), { gear, held });
      return ok({
        question: `Power-cycle port ${wish.number} of ${gear.name}?`,
        note: noteOn(port, held),
        digest: JSON.stringify([port.powers, held.map(({ name }) => name)]),
      });
    },
    async run(input) {
      const wish = PortInput.parse(input);
      const before = planned.get(keyOf(wish));
      if (!before) return GONE;
      return deeds.act({ verb: 'cycle', id: wish.id, gear: before.gear, port: wish.number });
    },
    async look(input, startedAt): Promise<Outcome> {
      const was = planned.get(keyOf(PortInput.parse(input)))?.held ?? [];
      const ids = was.flatMap((it) => it.ids);
      const now = await heldBy(network, ids);
      const back = now.filter(({ ids: [id], upSec }) =>
        fell(was.find((it) => it.ids[0] === id)?.upSec, upSec),
      );
      if (back.length === 0) return { state: 'open' };
      return { state: 'done', words: `${namesOf(back)} back, ${time.ago(startedAt)}.` };
    },
  };
}

function noteOn(port: Port, held: readonly Held[]): string | undefined {
  if (port.powers === false) return 'It gives no power now.';
  if (held.length === 0) return undefined;
  return `${namesOf(held)} ${held.length === 1 ? 'loses' : 'lose'} power.`;
}

const MOST_NAMES = 3;

function namesOf(held: readonly Held[]): string {
  const names = held.slice(0, MOST_NAMES).map(({ name }) => name);
  const rest = held.length - names.length;
  return [...names, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
