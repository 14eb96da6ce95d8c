import { isIP } from 'node:net';
import { z } from 'zod';
import type { LocalTime } from '../core/local-time.ts';
import { map } from '../core/result.ts';
import type { Action, Outcome } from '../operation/action.ts';
import type { Offer } from '../operation/offer.ts';
import type { BanVerb, FirewallRule, Security, SecurityAlert } from './security.ts';

const BAN_HOURS = 4;

const Input = z.object({ address: z.string().refine((text) => isIP(text) > 0) });

/** Who attacks can be kept out. */
export async function offersForAlert(
  { deeds }: Pick<Security, 'deeds'>,
  { source = '' }: Pick<SecurityAlert, 'source'>,
): Promise<readonly Offer[]> {
  if (isIP(source) === 0 || !(await deeds?.verbs())?.has('ban')) return [];
  return [
    { key: 'x', label: 'Ban', verb: 'ban', action: 'security_ban', input: { address: source } },
  ];
}

/** Who is kept out can be let in again. */
export async function offersForRule(
  { deeds }: Pick<Security, 'deeds'>,
  { banned }: Pick<FirewallRule, 'banned'>,
): Promise<readonly Offer[]> {
  if (banned === undefined || !(await deeds?.verbs())?.has('unban')) return [];
  return [
    {
      key: 'u',
      label: 'Unban',
      verb: 'unban',
      action: 'security_unban',
      input: { address: banned },
    },
  ];
}

/** Keeping addresses out and letting them in, for a source that can. */
export function securityActions(security: Security, time: LocalTime): readonly Action[] {
  const { deeds } = security;
  if (!deeds) return [];

  const isBanned = async (address: string) =>
    map(await security.firewall(), ({ value }) => value.rules.some((it) => it.banned === address));

  const action = (verb: BanVerb, question: (address: string) => string): Action => ({
    name: `security_${verb}`,
    verb,
    summary: verb === 'ban' ? 'Keep an address out for some hours' : 'Let an address in again',
    risk: 'change',
    input: Input,
    fromWords: (words) => (isIP(words) > 0 ? { address: words } : undefined),

    async plan(input) {
      const { address } = Input.parse(input);
      const banned = await isBanned(address);
      return map(banned, (is) => ({
        question: question(address),
        note: [
          isAtHome(address) ? 'That is an address at home.' : '',
          is ? 'It is banned now.' : '',
        ]
          .filter(Boolean)
          .join(' '),
        digest: String(is),
      }));
    },

    run: (input) => deeds.act(verb, Input.parse(input).address, BAN_HOURS),

    async look(input, startedAt): Promise<Outcome> {
      const { address } = Input.parse(input);
      const banned = await isBanned(address);
      if (!banned.ok || banned.value !== (verb === 'ban')) return { state: 'open' };
      const how = verb === 'ban' ? `banned for ${BAN_HOURS}h` : 'let in again';
      return { state: 'done', words: `${address} ${how}, ${time.ago(startedAt)}.` };
    },
  });

  return [
    action('ban', (address) => `Ban ${address} for ${BAN_HOURS}h?`),
    action('unban', (address) => `Let ${address} in again?`),
  ];
}

const AT_HOME =
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80|::1$)/i;
const isAtHome = (address: string): boolean => AT_HOME.test(address);
