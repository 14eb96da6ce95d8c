import { z } from 'zod';
import { formatDuration } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { err, ok } from '../../core/result.ts';
import {
  type ChangeOperation,
  type ChangeOption,
  defineChange,
  doneAfter,
} from '../../operation/change-operation.ts';
import { plainNumber } from '../../operation/inputs.ts';
import type { Offer } from '../../operation/offer.ts';
import { quoteName } from '../../operation/quote-name.ts';
import { findOne } from '../shared/find-one.ts';
import { Running, runningNow, startedAnew, wasRestarted } from '../shared/was-restarted.ts';
import { nameGuest } from './format.ts';
import { Guest, type GuestVerb, guestChange, type Proxmox } from './proxmox.ts';

interface GuestActionSpec {
  readonly verb: GuestVerb;
  readonly option: ChangeOption;
  /** The state in words once the action is done, shown after the name of the guest. */
  readonly done: string;
  readonly risk: ChangeOperation['risk'];
  /** The states of a guest before and after the action. */
  readonly from: Guest['state'];
  readonly to: Guest['state'];
}

/** START and STOP as the whole text are Twilio keywords, so no menu letter may stand for them. */
const GUEST_ACTIONS: readonly GuestActionSpec[] = [
  {
    ...{ verb: 'start', risk: 'change', option: { key: 'p', label: 'Power on' } },
    ...{ from: 'stopped', to: 'running', done: 'is running' },
  },
  {
    ...{ verb: 'reboot', risk: 'change', option: { key: 'r', label: 'Reboot' } },
    ...{ from: 'running', to: 'running', done: 'is back after its reboot' },
  },
  {
    ...{
      verb: 'shutdown',
      risk: 'change',
      option: { key: 's', label: 'Shutdown', about: 'clean' },
    },
    ...{ from: 'running', to: 'stopped', done: 'is shut down' },
  },
  {
    ...{
      verb: 'stop',
      risk: 'destroy',
      option: { key: 'x', label: 'Power off', about: 'cuts its power' },
    },
    ...{ from: 'running', to: 'stopped', done: 'is powered off' },
  },
];

/** Returns the actions that fit the present state of a guest. */
export async function optionsForGuest(
  { changes }: Pick<Proxmox, 'changes'>,
  guest: Guest,
): Promise<readonly Offer[]> {
  const can = (await changes?.verbsFor(guest)) ?? new Set();
  return GUEST_ACTIONS.filter(({ from, verb }) => from === guest.state && can.has(verb)).map(
    ({ verb }) => ({ operation: guestChange(verb), input: { id: String(guest.id) } }),
  );
}

const MAX_ID = 999_999_999;

const Input = z.strictObject({ id: plainNumber(0, MAX_ID, 'The number of a guest is needed.') });

const Seen = z.object({ guest: Guest, running: Running });

const nameWithQuotes = (guest: Guest): string =>
  nameGuest({ ...guest, name: quoteName(guest.name) });

/** Returns the changes that start and stop VMs and containers; none when the source cannot make changes. */
export function proxmoxActions(proxmox: Proxmox, time: LocalTime): readonly ChangeOperation[] {
  const { changes } = proxmox;
  if (!changes) return [];

  const find = ({ id }: z.infer<typeof Input>) =>
    findOne(proxmox.guests(), {
      what: 'That guest',
      list: ({ guests }) => guests,
      is: (guest) => String(guest.id) === id,
    });

  return GUEST_ACTIONS.map(({ verb, option, risk, from, to, done }) =>
    defineChange({
      name: guestChange(verb),
      verb,
      option,
      summary: `${option.label} a VM or container`,
      risk,
      input: Input,
      evidence: Seen,

      async plan(input) {
        const guest = await find(input);
        if (!guest.ok) return guest;
        const { state, node, uptimeSec } = guest.value;
        if (state !== from) {
          return err({ kind: 'bad-input', hint: `${nameWithQuotes(guest.value)} is ${state}.` });
        }
        const upSec = state === 'running' ? uptimeSec : undefined;
        return ok({
          question: `${option.label} ${nameWithQuotes(guest.value)} on ${quoteName(node)}?`,
          note: upSec === undefined ? undefined : `Up ${formatDuration(upSec)}.`,
          identity: state,
          evidence: { guest: guest.value, running: runningNow(upSec, time) },
        });
      },

      startedAnew: (before, now) => startedAnew(before.running, now.running),

      /** Acts on the guest that was planned for, without another read: a failed read would look like a change that was sent. */
      execute: (_, { guest }) => changes.act(guest, verb),

      /** A reboot ends in the state it began in, so it is verified by the uptime. */
      async verify(input, { running }, elapsedMs) {
        const guest = await find(input);
        if (!guest.ok || guest.value.state !== to) return { state: 'open' };
        const { name, uptimeSec } = guest.value;
        const isOpen = verb === 'reboot' && !wasRestarted(uptimeSec, running, elapsedMs);
        if (isOpen) return { state: 'open' };
        return doneAfter(`${quoteName(name)} ${done}`, elapsedMs);
      },
    }),
  );
}
