import { z } from 'zod';
import { formatDuration } from '../core/figures.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import type { Action, Outcome } from '../operation/action.ts';
import { findOne } from '../operation/find-one.ts';
import type { Offer } from '../operation/offer.ts';
import { nameGuest } from './format.ts';
import type { Guest, GuestVerb, Proxmox } from './proxmox.ts';

interface Deed {
  readonly verb: GuestVerb;
  readonly key: string;
  readonly label: string;
  readonly risk: Action['risk'];
  /** In which state a guest can have it done to it, and in which it is afterwards. */
  readonly from: Guest['state'];
  readonly to: Guest['state'];
}

/** START and STOP alone belong to the carrier: no letter may stand for such a word. */
const DEEDS: readonly Deed[] = [
  { verb: 'start', key: 'p', label: 'Power on', risk: 'change', from: 'stopped', to: 'running' },
  { verb: 'reboot', key: 'r', label: 'Reboot', risk: 'change', from: 'running', to: 'running' },
  { verb: 'shutdown', key: 's', label: 'Shutdown', risk: 'change', from: 'running', to: 'stopped' },
  { verb: 'stop', key: 'x', label: 'Power off', risk: 'destroy', from: 'running', to: 'stopped' },
];

/** What can be done about a guest as it is. */
export async function offersFor(
  { deeds }: Pick<Proxmox, 'deeds'>,
  guest: Guest,
): Promise<readonly Offer[]> {
  const can = (await deeds?.verbsFor(guest)) ?? new Set();
  return DEEDS.filter(({ from, verb }) => from === guest.state && can.has(verb)).map(
    ({ verb, key, label }) => ({
      key,
      label,
      verb,
      action: nameOf(verb),
      input: { id: String(guest.id) },
    }),
  );
}

const nameOf = (verb: GuestVerb): string => `proxmox_${verb}`;

const Input = z.object({ id: z.string() });

/** Starting and stopping of VMs and containers, for a source that can. */
export function proxmoxActions(proxmox: Proxmox, time: LocalTime): readonly Action[] {
  const { deeds } = proxmox;
  if (!deeds) return [];

  function find(input: unknown) {
    const { id } = Input.parse(input);
    return findOne(proxmox.guests(), {
      what: 'That guest',
      list: ({ guests }) => guests,
      is: (guest) => String(guest.id) === id,
    });
  }

  return DEEDS.map(({ verb, label, risk, from, to }) => ({
    name: nameOf(verb),
    verb,
    summary: `${label} a VM or container`,
    risk,
    input: Input,

    async plan(input) {
      const guest = await find(input);
      if (!guest.ok) return guest;
      const { state, node, uptimeSec } = guest.value;
      if (state !== from) {
        return err({ kind: 'bad-input', hint: `${nameGuest(guest.value)} is ${state}.` });
      }
      const up = uptimeSec === undefined ? '' : `Up ${formatDuration(uptimeSec)}.`;
      return ok({
        question: `${label} ${nameGuest(guest.value)} on ${node}?`,
        note: state === 'running' ? up : undefined,
        digest: `${state} on ${node}`,
      });
    },

    async run(input) {
      const guest = await find(input);
      return guest.ok ? deeds.act(guest.value, verb) : guest;
    },

    async look(input, startedAt): Promise<Outcome> {
      const guest = await find(input);
      if (!guest.ok || guest.value.state !== to) return { state: 'open' };
      const seconds = (time.now() - startedAt) / 1000;
      const { uptimeSec = Number.POSITIVE_INFINITY } = guest.value;
      if (verb === 'reboot' && uptimeSec > seconds) return { state: 'open' }; // not yet down, or still up
      const how = to === 'running' ? 'up' : 'stopped';
      return { state: 'done', words: `${guest.value.name} ${how}, ${formatDuration(seconds)}.` };
    },
  }));
}
