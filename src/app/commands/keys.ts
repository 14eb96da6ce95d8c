import { parseArgs } from 'node:util';
import { addKey, KEY_NAME, revokeKey, type WantedKey } from '../../access/change-keys.ts';
import { parseScopes, SCOPES } from '../../access/scope.ts';
import { changeStored } from '../../adapters/storage/change-stored.ts';
import { OWN_SOURCE } from '../../alerts/incident.ts';
import { isSourceName } from '../../alerts/source-name.ts';
import { describeAddedKey, describeKeys, describeRevokedKey } from '../../cli/keys.ts';
import { systemClock } from '../../core/clock.ts';
import type { Result } from '../../core/result.ts';
import { prepareSecretStore } from '../stored-secrets.ts';
import { databaseUrl } from './database.ts';
import { type Command, misused, report, type Shell } from './shell.ts';

const USAGE =
  'keys takes add NAME --scopes alerts:write [--source NAME] [--expires 90d], list, or revoke NAME';

const ACTIONS: Readonly<Record<string, Command>> = { add, list, revoke };

const DAY_MS = 24 * 60 * 60_000;
const MAX_DAYS = 365;

/** Keeps the keys of programs, even while a relay runs. */
export async function keys(shell: Shell, word = 'list', ...words: string[]): Promise<void> {
  const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
  await (action ?? misused(shell, USAGE))(shell, ...words);
}

async function add(shell: Shell, ...words: string[]): Promise<void> {
  const wanted = readWanted(shell, words);
  const url = databaseUrl(shell);
  const prepared = await prepareSecretStore(url);
  const at = systemClock.now();
  const added = prepared.ok
    ? flat(await changeStored(url, systemClock, (stores) => addKey(stores, wanted, at)))
    : prepared;
  report(shell, describeAddedKey(wanted.name, added));
}

async function list(shell: Shell, ...words: string[]): Promise<void> {
  if (words.length > 0) misused(shell, USAGE);
  const url = databaseUrl(shell);
  const stored = await changeStored(url, systemClock, (stores) => stores.keys.list());
  report(shell, describeKeys(stored, systemClock.now()));
}

async function revoke(shell: Shell, ...words: string[]): Promise<void> {
  const [name, ...others] = words;
  if (name === undefined || others.length > 0) misused(shell, USAGE);
  const at = systemClock.now();
  const url = databaseUrl(shell);
  const revoked = await changeStored(url, systemClock, (stores) => revokeKey(stores, name, at));
  report(shell, describeRevokedKey(name, revoked));
}

function readWanted(shell: Shell, args: readonly string[]): WantedKey {
  const { positionals, values } = parseWords(shell, args);
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) misused(shell, USAGE);
  if (!KEY_NAME.test(name)) {
    misused(shell, 'keys: the name is a letter, then up to 39 a-z, 0-9 or hyphens');
  }
  const scopes = parseScopes(values.scopes ?? '');
  if (!scopes) misused(shell, `keys: --scopes must be of ${SCOPES.join(', ')}`);
  const { source, expires } = values;
  return {
    ...{ name, scopes },
    ...(source !== undefined && { source: readSource(shell, source) }),
    ...(expires !== undefined && { expiresAt: readExpiry(shell, expires) }),
  };
}

function readSource(shell: Shell, source: string): string {
  if (isSourceName(source)) return source;
  return misused(
    shell,
    `keys: --source is up to 40 letters, digits, dots, hyphens or underscores, and not ${OWN_SOURCE}`,
  );
}

function readExpiry(shell: Shell, expires: string): number {
  const [, days] = /^(\d{1,3})d$/.exec(expires) ?? [];
  if (Number(days) > 0 && Number(days) <= MAX_DAYS) {
    return systemClock.now() + Number(days) * DAY_MS;
  }
  return misused(shell, `keys: --expires must be days, like 90d, ${MAX_DAYS}d at most`);
}

function parseWords(shell: Shell, args: readonly string[]) {
  try {
    return parseArgs({
      ...{ args: [...args], allowPositionals: true },
      options: {
        scopes: { type: 'string' },
        source: { type: 'string' },
        expires: { type: 'string' },
      },
    });
  } catch {
    return misused(shell, USAGE);
  }
}

const flat = <T>(result: Result<Result<T, string>, string>): Result<T, string> =>
  result.ok ? result.value : result;
