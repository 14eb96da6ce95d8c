import { isIP } from 'node:net';
import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { McpTool } from '../client/tool-list.ts';
import { assumeFacts } from './fill-facts.ts';
import { wordsOf } from './read-only.ts';

const MAX_BANS = 2000;
const MAX_KEY_LENGTH = 60;

/** Words that say of addresses that they are kept out. */
export const BANS: ReadonlySet<string> = new Set(
  `banned blocked jailed blacklisted denied`.split(/\s+/),
);

/** Is true for a tool that lists bans, by a word of its name. */
export const isOfBans = ({ name }: McpTool): boolean =>
  wordsOf(name).some((word) => OF_BANS.test(word) || BANS.has(word));

const OF_BANS = /^(?:bans?|jails?|decisions?|blocklists?|blacklists?|ips|addresses)$/;

/**
 * A ban for each address of a record that holds lists of them, such as a jail; any other record stays as it is, but
 * for what a tool of bans leaves unsaid.
 */
export function expandBans(record: unknown, tool: McpTool): readonly unknown[] {
  return bansIn(record) ?? [isOfBans(tool) ? asBan(record) : record];
}

/** A ban for each address in the lists of a record; undefined for one without such a list. */
export function bansIn(record: unknown): readonly unknown[] | undefined {
  const lists = [record, ...entriesOf(record).map(([, value]) => value)]
    .flatMap(entriesOf)
    .filter(([key]) => wordsOf(key.slice(0, MAX_KEY_LENGTH)).some((word) => BANS.has(word)))
    .map(([, value]) => (typeof value === 'string' ? addressesIn(value) : value))
    .filter(isList)
    .filter((list) => list.slice(0, MAX_BANS).every(isAddress));
  if (lists.length === 0) return undefined;
  const name = recordReader(record)?.text('jail', 'name', 'scenario', '*name') ?? BANNED;
  return lists
    .flat()
    .slice(0, MAX_BANS)
    .map((ip) => ({ ip, name, action: 'ban' }));
}

const BANNED = 'banned';
/** Words for what is done about an address, in a sentence about it. */
const VERB = /\b(ban|captcha|throttle)\b/i;

/** `203.0.113.5, 203.0.113.6`; undefined for any other text. */
function addressesIn(text: string): readonly string[] | undefined {
  const words = text
    .slice(0, MAX_TEXT)
    .split(/[\s,;]+/)
    .filter(Boolean);
  return words.length > 0 && words.every(isAddress) ? words : undefined;
}

const MAX_TEXT = 40_000;

function asBan(record: unknown): unknown {
  if (isAddress(record)) return { ip: record, name: BANNED, action: 'ban' };
  const facts = recordReader(record);
  if (!isAddress(facts?.raw('ip', 'address', 'value'))) return record;
  const message = facts?.text('message') ?? '';
  const name =
    facts?.text('reason', 'cause', 'scenario', 'jail', '*reason') ?? reasonIn(message) ?? BANNED;
  const [, said] = VERB.exec(message) ?? [];
  const action =
    facts?.raw('action', '*action', 'type', 'verdict', 'target') ?? said?.toLowerCase() ?? 'ban';
  const ip = facts?.raw('ip', 'address', 'value');
  const isNamed = facts?.text('name') !== undefined && facts.text('name') !== ip;
  return {
    ...Object.fromEntries(entriesOf(assumeFacts({ action, ip }, record))),
    ...(!isNamed && { name }),
  };
}

/** The words behind an address: `203.0.113.5 - port scan (permanent)`. */
function reasonIn(message: string): string | undefined {
  const [address = ''] = message.split(/\s/, 1);
  const reason = message
    .slice(address.length)
    .replace(/^[\s:–—-]{1,5}/, '')
    .replace(/ \([^()]{0,60}\)$/, '');
  return isAddress(address) && /^[a-z][\w /-]{2,80}$/i.test(reason) ? reason : undefined;
}

const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && isIP(value.split('/', 1)[0] ?? '') > 0;
