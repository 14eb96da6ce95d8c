#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { parseEnv } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { z } from 'zod';
import { killPrograms } from './adapters/backends/mcp/client/program.ts';
import { DatabaseRefused, fileIn } from './adapters/storage/sqlite/database.ts';
import { compose, type Service, TWILIO_API_URL } from './app/app.ts';
import { composeLog } from './app/logging.ts';
import { readIfThere } from './cli/setup/env-file.ts';
import { type Config, loadConfig } from './config/config.ts';
import { Environment } from './config/environment.ts';
import { secrets } from './config/variables.ts';
import { systemClock } from './core/clock.ts';
import { parsePhoneNumber } from './core/phone-number.ts';

const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;

/** Compose the relay and listen. What makes that impossible ends the process in one clear line. */
async function start(
  env: NodeJS.ProcessEnv,
): Promise<Service & { address: string; config: Config }> {
  const loaded = await loadConfig(env);
  if (!loaded.ok) {
    const problems = loaded.error.map((line) => `  - ${line}\n`).join('');
    process.stderr.write(`sms-relay cannot start:\n${problems}`);
    process.exit(78); // EX_CONFIG: restarting will not help
  }

  const config = loaded.value;
  const log = composeLog(config);
  const world = { clock: systemClock, log, version, vitals: process };
  const service = await compose(config, world).catch((cause: unknown) => {
    if (!(cause instanceof DatabaseRefused)) throw cause;
    process.stderr.write(`sms-relay cannot start:\n  - DATABASE_URL: ${cause.message}\n`);
    process.exit(78);
  });
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
    if (err) log.fatal({ err }, 'stopping over a bug');
    else log.info({ signal }, 'stopping');
    await service[Symbol.asyncDispose]();
  });

  const { host, port } = config.http;
  const address = await service.http.listen({ host, port }).catch(async (cause: unknown) => {
    process.stderr.write(`sms-relay cannot listen on ${host}:${port}: ${String(cause)}\n`);
    await service[Symbol.asyncDispose]();
    process.exit(1);
  });
  log.info({ address, version }, 'listening');
  return { ...service, address, config };
}

/** What the environment says already, stays. */
function readEnvFile(): void {
  const text = readIfThere('.env');
  if (!text.ok) refuse(text.error);
  for (const [name, value] of Object.entries(parseEnv(text.value ?? ''))) {
    process.env[name] ??= value;
  }
}

async function serve(): Promise<void> {
  readEnvFile();
  const { config, address } = await start(process.env);
  if (!config.isDemo) return;
  const { welcome } = await import('./demo/welcome.ts');
  process.stdout.write(welcome(address));
}

async function startQuietDemo(): Promise<string> {
  const env = { DEMO: '1', PORT: '0', LOG_LEVEL: 'silent', TZ: process.env['TZ'] };
  return (await start(env)).address;
}

/** A phone in this terminal: on the demo that runs already, or on one of its own. */
async function phone(address = `http://127.0.0.1:${process.env['PORT'] ?? 8000}`): Promise<void> {
  const [{ phone: hold }, { openPhoneLine }] = await Promise.all([
    import('./cli/phone.ts'),
    import('./cli/emulator-client.ts'),
  ]);
  const line = (await openPhoneLine(address)) ?? (await openPhoneLine(await startQuietDemo()));
  if (!line) throw new Error('the demo has no phone');
  const { stdin, stdout } = process;
  const isInteractive = stdin.isTTY && stdout.isTTY;
  await hold(line, { input: stdin, output: stdout, isInteractive, patienceMs: 20_000 });
  process.exit(0);
}

/** The file that a command is about; without one it cannot do anything. */
function databaseFile(): string {
  readEnvFile();
  const url = Environment.shape.DATABASE_URL.safeParse(process.env['DATABASE_URL'] || undefined);
  if (!url.success) refuse(`DATABASE_URL ${url.error.issues[0]?.message}`);
  return fileIn(url.data) ?? usage('keeps nothing in a file: DATABASE_URL is memory:');
}

/** What is set up wrong: restarting will not help. */
function refuse(words: string): never {
  process.stderr.write(`sms-relay: ${words}\n`);
  process.exit(78); // EX_CONFIG
}

function usage(words: string): never {
  process.stderr.write(`sms-relay ${words}\n`);
  process.exit(64); // EX_USAGE
}

function report({ text, isDone }: { readonly text: string; readonly isDone: boolean }): void {
  (isDone ? process.stdout : process.stderr).write(text);
  process.exitCode = isDone ? 0 : 1;
}

/** Copy the database into a file, also while a relay uses it. */
async function backup(file: string = usage('backup needs the name of a file')): Promise<void> {
  const [{ backUp }, { describeBackup }] = await Promise.all([
    import('./adapters/storage/sqlite/backup.ts'),
    import('./cli/backup.ts'),
  ]);
  report(describeBackup(file, backUp(databaseFile(), file)));
}

/** Put a backup in the place of the database of a relay that is stopped. */
async function restore(file: string = usage('restore needs the name of a backup')): Promise<void> {
  const [{ restore: putBack }, { describeRestore }] = await Promise.all([
    import('./adapters/storage/sqlite/restore.ts'),
    import('./cli/backup.ts'),
  ]);
  const database = databaseFile();
  const aside = `${database}.${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  report(describeRestore(database, putBack({ backup: file, database, aside })));
}

/** Let one person act again after too many wrong codes, or everybody; also while a relay runs. */
async function unlock(...words: string[]): Promise<void> {
  const [{ unlockActions }, { describeUnlock }] = await Promise.all([
    import('./adapters/storage/sqlite/unlock.ts'),
    import('./cli/unlock.ts'),
  ]);
  const number = words.length === 0 ? undefined : parsePhoneNumber(words.join(' '));
  if (number?.ok === false)
    usage(`unlock takes one number, or none for everybody: ${number.error}`);
  report(describeUnlock(unlockActions(databaseFile(), number?.value, systemClock), number?.value));
}

/** Check that nobody changed the record of what was done, here or in the copy that is named. */
async function audit(copy?: string): Promise<void> {
  const [{ readRecord }, { verifyAudit }] = await Promise.all([
    import('./adapters/storage/sqlite/read-record.ts'),
    import('./cli/verify-audit.ts'),
  ]);
  const file = copy?.replace(/^sqlite:/, '') ?? databaseFile();
  if (!existsSync(file)) {
    report({ text: `There is no database at ${file}.\n`, isDone: false });
    return;
  }
  const seen = readRecord(file, verifyAudit);
  if (!seen.ok) refuse(seen.error);
  process.stdout.write(seen.value.text);
  process.exitCode = seen.value.isIntact ? 0 : 1;
}

/** Ask a person for what is missing in `.env`, and write it there. */
async function setup(...words: string[]): Promise<void> {
  if (words.some((word) => word !== '--all')) {
    process.stderr.write('sms-relay setup knows --all: it asks for everything again.\n');
    process.exit(64); // EX_USAGE
  }
  const [{ setup: walk }, { createTwilioAccount }, { newAuthenticator }, style] = await Promise.all(
    [
      import('./cli/setup/setup.ts'),
      import('./adapters/carriers/twilio/twilio-account.ts'),
      import('./adapters/totp/new-authenticator.ts'),
      import('./cli/setup/style.ts'),
    ],
  );
  const { stdin: input, stdout: output, env: environment } = process;
  const code = await walk({
    ...{ input, output, environment, envFile: '.env', exampleFile: '.env.example' },
    asksAll: words.length > 0,
    isInteractive: input.isTTY && output.isTTY,
    style: environment['NO_COLOR'] ? style.PLAIN : style.COLOURED,
    home: homedir(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    openAccount: ({ token, apiUrl = TWILIO_API_URL, ...key }) =>
      createTwilioAccount({ ...key, tokens: secrets.parse(token), apiUrl: () => apiUrl }),
    makeAuthenticator: newAuthenticator,
  });
  process.exit(code);
}

/** Look at everything that has to work, and say what to do where it does not. */
async function doctor(...words: string[]): Promise<void> {
  readEnvFile();
  const [{ doctor: ask }, { examine }] = await Promise.all([
    import('./cli/doctor.ts'),
    import('./app/doctor.ts'),
  ]);
  const { env, stdout, stderr } = process;
  const world = { env, clock: systemClock, version };
  process.exitCode = await ask(words, {
    examine: (manner) => examine(world, manner),
    paper: {
      width: stdout.isTTY ? stdout.columns : 80,
      hasColour: stdout.isTTY && !env['NO_COLOR'],
    },
    print: (text) => void stdout.write(text),
    // A person sees that something happens, and a file or a pipe only what was found.
    murmur: (text) => void (stderr.isTTY && stderr.write(text)),
  });
}

/** Ask the relay that runs here, as the health check of its image does, where there is no curl. */
const ask = (path: string) => async (): Promise<void> => {
  const url = `http://127.0.0.1:${process.env['PORT'] ?? 8000}${path}`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(4000) }).catch(() => undefined);
  process.stdout.write(`${(await answer?.text()) ?? `nothing answers at ${url}`}\n`);
  process.exitCode = answer?.ok ? 0 : 1;
};

const COMMANDS: Readonly<Record<string, (...words: string[]) => Promise<void>>> = {
  serve,
  phone,
  audit,
  setup,
  doctor,
  backup,
  restore,
  unlock,
  health: ask('/health'),
  live: ask('/health/live'),
};

process.once('exit', killPrograms);

const [name = 'serve', ...words] = process.argv.slice(2);
const command = COMMANDS[name];
if (!command) {
  usage(`knows ${Object.keys(COMMANDS).join(', ')}, not "${name}".`);
}
await command(...words);
