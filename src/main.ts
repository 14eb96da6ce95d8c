#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { killPrograms } from './adapters/backends/mcp/client/program.ts';
import { type Command, misused, type Shell } from './app/commands/shell.ts';
import { flushLines } from './log/line-buffer.ts';

type Load = () => Promise<Command>;

const databaseCommands = () => import('./app/commands/database.ts');
const healthCommands = () => import('./app/commands/health.ts');

/** Each loads itself only: a health check every half a minute should not cost what a relay costs. */
const COMMANDS: Readonly<Record<string, readonly [load: Load, does: string]>> = {
  serve: [
    async () => (await import('./app/commands/serve.ts')).serve,
    'run the relay (the default)',
  ],
  setup: [
    async () => (await import('./app/commands/setup.ts')).setup,
    'ask for what is missing and write .env (--all asks for everything)',
  ],
  doctor: [
    async () => (await import('./app/commands/doctor.ts')).doctor,
    'check everything (--send also texts you, --json is for programs)',
  ],
  probe: [
    async () => (await import('./app/commands/probe.ts')).probe,
    'show what an MCP server (URL or COMMAND) can report',
  ],
  phone: [
    async () => (await import('./app/commands/phone.ts')).phone,
    'text the demo from this terminal',
  ],
  backup: [
    async () => (await databaseCommands()).backup,
    'copy the database to FILE, even while the relay runs',
  ],
  restore: [
    async () => (await databaseCommands()).restore,
    'replace the database with the backup FILE (--without-secrets if their key is lost)',
  ],
  'migrate-database': [
    async () => (await import('./app/commands/migrate-database.ts')).migrateDatabase,
    'copy a SQLite file into PostgreSQL (--to URL), or update its tables',
  ],
  audit: [async () => (await databaseCommands()).audit, 'verify the audit log (or a copy in FILE)'],
  unlock: [
    async () => (await databaseCommands()).unlock,
    'remove the locks after wrong codes (or only those of one person)',
  ],
  secrets: [
    async () => (await import('./app/commands/secrets.ts')).secrets,
    'list secrets; add NAME [--host HOST], remove NAME, or rotate the key',
  ],
  keys: [
    async () => (await import('./app/commands/keys.ts')).keys,
    'list keys of programs; add NAME --scopes alerts:write [--source NAME], revoke NAME',
  ],
  operations: [
    async () => (await import('./app/commands/operations.ts')).operations,
    'list everything the relay can tell and do (--markdown for the docs)',
  ],
  people: [
    async () => (await import('./app/commands/people.ts')).people,
    'list people; lock NAME out (off NAME) or let them in again (on NAME)',
  ],
  health: [async () => (await healthCommands()).health, 'print the health of the running relay'],
  live: [async () => (await healthCommands()).live, 'check that the relay answers'],
};

const usage = `Usage: sms-relay [COMMAND]

${Object.entries(COMMANDS)
  .map(([name, [, does]]) => `  ${name.padEnd(16)} ${does}\n`)
  .join('')}
  --help           print this
  --version        print the version
`;

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

const shell: Shell = {
  ...{ env: process.env, stdin: process.stdin, stdout: process.stdout, stderr: process.stderr },
  ...{ version, vitals: process },
  holdSignals() {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
  },
  exit: (code) => process.exit(code),
  finish(code) {
    process.exitCode = code;
  },
};

process.once('exit', killPrograms);
process.once('exit', flushLines);

const [name = 'serve', ...words] = process.argv.slice(2);
const { values } = parseArgs({
  ...{ args: process.argv.slice(2), strict: false },
  options: { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'V' } },
});
const [load] = COMMANDS[name] ?? [];
if (values['help'] === true) shell.stdout.write(usage);
else if (values['version'] === true) shell.stdout.write(`${version}\n`);
else if (load) await (await load())(shell, ...words);
else misused(shell, `does not know the command "${name}".\n\n${usage.trimEnd()}`);
