import { isGsm7, septets } from '../../../src/sms/gsm7.ts';
import type { Mark, Row } from './row.ts';

/** Two segments on every route. */
const MAX_SEPTETS = 304;

const TRAPS = 'STOP|STOPALL|UNSUBSCRIBE|CANCEL|END|QUIT|REVOKE|OPTOUT|START|YES|UNSTOP|HELP|INFO';
/** A word of the carrier that a reply asks for alone, or prints as a label: `S)top`. */
const ASKS_FOR_TRAP = new RegExp(
  `\\b(?:text|reply|send|say|type|answer)(?: with)? ["']?(?:${TRAPS})["']?(?:[.,!?)]|$| (?:or|to|and|for)\\b)`,
  'im',
);
const LABEL = /\b([A-Za-z])\)([a-z]+)/g;
const TRAP = new RegExp(`^(?:${TRAPS})$`, 'i');

/** What no reply may ever be, whatever was texted. */
export function faultsOf(reply: string): string[] {
  const labels = [...reply.matchAll(LABEL)].map(([, key, rest]) => `${key}${rest}`);
  return [
    ...(isGsm7(reply) ? [] : ['is not GSM-7']),
    ...(septets(reply) <= MAX_SEPTETS ? [] : [`costs ${septets(reply)} septets`]),
    ...(/means nothing/i.test(reply) ? ['says "means nothing"'] : []),
    ...(ASKS_FOR_TRAP.test(reply) || labels.some((it) => TRAP.test(it))
      ? ['asks for a word of the carrier']
      : []),
  ];
}

/**
 * What a person misses in a reply, or did not want to see in it.
 * Of an answer of the model only that it was asked for what costs money, and for nothing else.
 */
export function missesOf(row: Row, reply: string, isPaid: boolean): string[] {
  const { has = [], lacks = [], most, silent, cost = 'free' } = row;
  if (isPaid) return cost === 'free' ? ['asks the model'] : [];
  if (silent) return reply === '' ? [] : ['should be silent'];
  return [
    ...has.filter((mark) => !contains(reply, mark)).map((mark) => `lacks ${mark}`),
    ...lacks.filter((mark) => contains(reply, mark)).map((mark) => `has ${mark}`),
    ...(most !== undefined && reply.length > most ? [`is longer than ${most}`] : []),
  ];
}

const contains = (reply: string, mark: Mark): boolean =>
  typeof mark === 'string' ? reply.includes(mark) : mark.test(reply);
