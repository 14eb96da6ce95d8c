import { z } from 'zod';
import type { Failure } from '../../core/failure.ts';
import { map, type Result } from '../../core/result.ts';
import {
  after,
  type ChangeOperation,
  type ChangeOption,
  defineChange,
  type Outcome,
} from '../../operation/change-operation.ts';
import type { Offer } from '../../operation/offer.ts';
import { isInRange, parseIp } from './ip-address.ts';
import {
  type BanVerb,
  type FirewallRule,
  type Security,
  type SecurityAlert,
  securityChange,
} from './security.ts';

const BAN_HOURS = 4;

const NO_ADDRESS = 'An IP address is needed, like 203.0.113.5.';

const Input = z.strictObject({
  address: z
    .string(NO_ADDRESS)
    .overwrite((text) => parseIp(text) ?? '')
    .min(1, NO_ADDRESS),
});

/** Offers to ban the source address of an alert. */
export async function optionsForAlert(
  { changes }: Pick<Security, 'changes'>,
  { source = '' }: Pick<SecurityAlert, 'source'>,
): Promise<readonly Offer[]> {
  const address = parseIp(source);
  if (address === undefined || !(await changes?.verbs())?.has('ban')) return [];
  return [{ operation: securityChange('ban'), input: { address } }];
}

/** Offers to lift the ban of an address. */
export async function optionsForRule(
  { changes }: Pick<Security, 'changes'>,
  {
    banned = '',
    enabled = true,
    canUnban = true,
  }: Partial<Pick<FirewallRule, 'banned' | 'enabled' | 'canUnban'>>,
): Promise<readonly Offer[]> {
  const address = enabled && canUnban ? parseIp(banned) : undefined;
  if (address === undefined || !(await changes?.verbs())?.has('unban')) return [];
  return [{ operation: securityChange('unban'), input: { address } }];
}

/** The bans that keep one address out. A captcha is no ban: anyone who solves it gets in. */
const Bans = z.object({
  count: z.number(),
  /** The ids of the bans that have one. */
  ids: z.array(z.string()),
  ranges: z.array(z.string()),
  /** True when every source returned its bans, so that a ban not listed does not exist. */
  isWhole: z.boolean(),
});
type Bans = z.infer<typeof Bans>;

/** Returns the changes that ban and unban addresses; none when no source can make changes. */
export function securityActions(security: Security): readonly ChangeOperation[] {
  const { changes } = security;
  if (!changes) return [];

  async function bansOf(address: string): Promise<Result<Bans, Failure>> {
    return map(await security.firewall(), ({ value: { rules }, missing }) => {
      const on = rules.filter(({ enabled }) => enabled);
      const own = on.filter(({ banned = '' }) => parseIp(banned) === address);
      return {
        count: own.length,
        ids: own.flatMap(({ id }) => id ?? []).toSorted(),
        ranges: on.flatMap(({ bannedRange: range = '' }) =>
          isInRange(address, range) ? [range] : [],
        ),
        isWhole: missing === undefined,
      };
    });
  }

  const change = ({ verb, option, question, note, outcome }: BanSpec): ChangeOperation =>
    defineChange({
      name: securityChange(verb),
      verb,
      option,
      summary: verb === 'ban' ? 'Keep an address out for some hours' : 'Let an address in again',
      risk: 'change',
      input: Input,
      evidence: Bans,
      parseArguments(words) {
        const address = parseIp(words);
        return address === undefined ? undefined : { address };
      },

      plan: async ({ address }) =>
        map(await bansOf(address), (bans) => ({
          question: question(address),
          note: [isPrivateAddress(address) ? 'That is an address at home.' : '', note(bans)]
            .filter(Boolean)
            .join(' '),
          identity: [bans.ids, bans.count, bans.ranges],
          evidence: bans,
        })),

      execute: ({ address }) => changes.act(verb, address, BAN_HOURS),

      /** Compares with the bans before: an old ban does not prove a ban, and a missing ban proves an unban only if it existed. */
      async verify({ address }, before, elapsedMs) {
        const now = await bansOf(address);
        const end = now.ok ? outcome(before, now.value) : undefined;
        if (!end) return { state: 'open' };
        return { state: end.state, words: after(elapsedMs, `${address} ${end.words}`) };
      },
    });

  return [change(BAN), change(UNBAN)];
}

interface BanSpec {
  readonly verb: BanVerb;
  readonly option: ChangeOption;
  readonly question: (address: string) => string;
  readonly note: (bans: Bans) => string;
  readonly outcome: (before: Bans, now: Bans) => Exclude<Outcome, { state: 'open' }> | undefined;
}

const BAN: BanSpec = {
  verb: 'ban',
  option: { key: 'x', label: 'Ban' },
  question: (address) => `Ban ${address} for ${BAN_HOURS}h?`,
  note: ({ count, ranges: [range] }) => {
    if (count > 0) return 'It is banned now.';
    return range === undefined ? '' : `It is banned now with ${range}.`;
  },
  outcome(before, now) {
    if (!before.isWhole) return undefined;
    const isNew =
      before.count === 0 ? now.count > 0 : now.ids.some((id) => !before.ids.includes(id));
    return isNew ? { state: 'done', words: `banned for ${BAN_HOURS}h` } : undefined;
  },
};

const UNBAN: BanSpec = {
  verb: 'unban',
  option: { key: 'u', label: 'Unban' },
  question: (address) => `Let ${address} in again?`,
  note: ({ count, ranges: [range] }) => {
    if (range !== undefined) return `It stays banned with ${range}.`;
    return count > 0 ? 'It is banned now.' : 'No ban of it is seen.';
  },
  outcome(before, now) {
    if (before.count === 0 || now.count > 0 || !now.isWhole) return undefined;
    const [range] = now.ranges;
    if (range === undefined) return { state: 'done', words: 'let in again' };
    return { state: 'failed', words: `is still banned with ${range}` };
  },
};

const PRIVATE_ADDRESS =
  /^(?:10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80|::1$)/i;
const isPrivateAddress = (address: string): boolean => PRIVATE_ADDRESS.test(address);
