import { isIP } from 'node:net';
import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import { wordsOf } from './read-only.ts';

const MAX_BANS = 2000;
const MAX_KEY_LENGTH = 60;

/** Words that say of addresses that they are kept out. */
export const BANS: ReadonlySet<string> = new Set(
  `banned blocked jailed blacklisted denied`.split(/\s+/),
);

/** A ban for each address of a record that holds lists of them, such as a jail; any other record stays as it is. */
export function expandBans(record: unknown): readonly unknown[] {
  const lists = entriesOf(record)
    .filter(([key]) => wordsOf(key.slice(0, MAX_KEY_LENGTH)).some((word) => BANS.has(word)))
    .map(([, value]) => value)
    .filter(isList)
    .filter((list) => list.slice(0, MAX_BANS).every(isAddress));
  if (lists.length === 0) return [record];
  const name = recordReader(record)?.text('jail', 'name', 'scenario', '*name') ?? 'banned';
  return lists
    .flat()
    .slice(0, MAX_BANS)
    .map((ip) => ({ ip, name, action: 'ban' }));
}

const isAddress = (value: unknown): boolean =>
  typeof value === 'string' && isIP(value.split('/', 1)[0] ?? '') > 0;
