import { parseArgs } from 'node:util';
import { readSecret } from '../../cli/read-secret.ts';
import {
  describeAdded,
  describeRemoved,
  describeRotation,
  describeSecrets,
} from '../../cli/secrets.ts';
import { readSecretKeys } from '../../config/secret-keys.ts';
import { systemClock } from '../../core/clock.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { Secret } from '../../core/secret.ts';
import {
  addSecret,
  removeSecret,
  rotateSecrets,
  type SecretKeys,
} from '../../secrets/change-secrets.ts';
import { parseSecretHost } from '../../secrets/secret-host.ts';
import type { SecretKey } from '../../secrets/secret-key.ts';
import { parseSecretName } from '../../secrets/secret-name.ts';
import { changeStoredSecrets, prepareSecretStore, readStoredSecrets } from '../stored-secrets.ts';
import { databaseUrl } from './database.ts';
import { type Command, misused, refuse, report, type Shell } from './shell.ts';

const USAGE = 'secrets takes add NAME [--host HOST], list, remove NAME or rotate';

const ACTIONS: Readonly<Record<string, Command>> = { add, list, remove, rotate };

/** Keeps secrets for the configuration, sealed in the database, even while a relay runs. */
export async function secrets(shell: Shell, word = 'list', ...words: string[]): Promise<void> {
  const action = Object.hasOwn(ACTIONS, word) ? ACTIONS[word] : undefined;
  await (action ?? misused(shell, USAGE))(shell, ...words);
}

async function add(shell: Shell, ...words: string[]): Promise<void> {
  const { name, host } = readWords(shell, words);
  const url = databaseUrl(shell);
  const keys = requireKeys(shell);
  const { stdin: input, stderr: output } = shell;
  const value = await readSecret(name, { input, output, isInteractive: input.isTTY });
  if (!value) {
    report(shell, { text: 'Cancelled. Nothing was changed.\n', isDone: false });
    return;
  }
  if (!value.ok) misused(shell, `secrets add: ${value.error}`);
  const prepared = await prepareSecretStore(url);
  if (!prepared.ok) {
    report(shell, describeAdded(prepared));
    return;
  }
  const secret = { name, host, value: new Secret(value.value) };
  const added = await changeStoredSecrets(url, (stores) =>
    addSecret(stores, secret, { keys, at: systemClock.now() }),
  );
  report(shell, describeAdded(flat(added)));
}

async function list(shell: Shell, ...words: string[]): Promise<void> {
  if (words.length > 0) misused(shell, USAGE);
  const stored = await readStoredSecrets(databaseUrl(shell));
  report(shell, describeSecrets(stored, { keys: readKeys(shell), now: systemClock.now() }));
}

async function remove(shell: Shell, ...words: string[]): Promise<void> {
  const { name, host } = readWords(shell, words);
  if (host !== undefined) misused(shell, USAGE);
  const url = databaseUrl(shell);
  const removed = await changeStoredSecrets(url, (stores) =>
    removeSecret(stores, name, systemClock.now()),
  );
  report(shell, describeRemoved(name, removed));
}

async function rotate(shell: Shell, ...words: string[]): Promise<void> {
  if (words.length > 0) misused(shell, USAGE);
  const url = databaseUrl(shell);
  const keys = requireKeys(shell);
  const rotated = await changeStoredSecrets(url, (stores) =>
    rotateSecrets(stores, keys, systemClock.now()),
  );
  report(shell, describeRotation(flat(rotated)));
}

interface Words {
  readonly name: string;
  readonly host: string | undefined;
}

/** Reads the name and host. No error quotes a word: a value may have been typed in its place. */
function readWords(shell: Shell, args: readonly string[]): Words {
  const parsed = parseWords(args);
  if (!parsed.ok) misused(shell, parsed.error);
  const { positionals, host } = parsed.value;
  const [text, ...others] = positionals;
  if (text === undefined) misused(shell, USAGE);
  if (others.length > 0) {
    misused(shell, 'secrets takes one name, and no value, which others could read there: pipe it');
  }
  const name = parseSecretName(text);
  if (!name.ok) misused(shell, `secrets: ${name.error}`);
  if (host === undefined) return { name: name.value, host };
  const parsedHost = parseSecretHost(host);
  if (!parsedHost.ok) misused(shell, `secrets: --host ${parsedHost.error}`);
  return { name: name.value, host: parsedHost.value };
}

function parseWords(args: readonly string[]) {
  try {
    const { positionals, values } = parseArgs({
      ...{ args: [...args], allowPositionals: true },
      options: { host: { type: 'string' } },
    });
    return ok({ positionals, host: values.host });
  } catch {
    return err(USAGE);
  }
}

/** Returns the keys, none if none is set; ends the command when they are wrong. */
function readKeys(shell: Shell): readonly SecretKey[] {
  const configured = readSecretKeys(shell.env);
  if (!configured.ok) refuse(shell, configured.error);
  return configured.value.keys;
}

function requireKeys(shell: Shell): SecretKeys {
  const [first, ...others] = readKeys(shell);
  if (first) return [first, ...others];
  return refuse(
    shell,
    'no secret can be stored without a key: set RELAY_SECRET_KEY to what this prints, and keep a copy elsewhere: openssl rand -base64 32',
  );
}

const flat = <T>(result: Result<Result<T, string>, string>): Result<T, string> =>
  result.ok ? result.value : result;
