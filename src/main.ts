#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { killPrograms } from './adapters/backends/mcp/client/program.ts';
import { audit, backup, restore, unlock } from './app/commands/database.ts';
import { doctor } from './app/commands/doctor.ts';
import { health, live } from './app/commands/health.ts';
import { operations } from './app/commands/operations.ts';
import { people } from './app/commands/people.ts';
import { phone } from './app/commands/phone.ts';
import { probe } from './app/commands/probe.ts';
import { serve } from './app/commands/serve.ts';
import { setup } from './app/commands/setup.ts';
import { type Command, misused, type Shell } from './app/commands/shell.ts';
import { flushLines } from './log/line-buffer.ts';

const COMMANDS: Readonly<Record<string, readonly [run: Command, does: string]>> = {
  serve: [serve, 'run the relay (the default)'],
  setup: [setup, 'ask for what is missing and write .env (--all asks for everything)'],
  doctor: [doctor, 'check everything (--send also texts you, --json is for programs)'],
  probe: [probe, 'show what an MCP server (URL or COMMAND) can report'],
  phone: [phone, 'text the demo from this terminal'],
  backup: [backup, 'copy the database to FILE, even while the relay runs'],
  restore: [restore, 'replace the database with the backup FILE'],
  audit: [audit, 'verify the audit log (or a copy in FILE)'],
  unlock: [unlock, 'remove the locks after wrong codes (or only those of one person)'],
  operations: [operations, 'list everything the relay can tell and do (--markdown for the docs)'],
  people: [people, 'list people; lock NAME out (off NAME) or let them in again (on NAME)'],
  health: [health, 'print the health of the running relay'],
  live: [live, 'check that the relay answers'],
};

const usage = `Usage: sms-relay [COMMAND]

${Object.entries(COMMANDS)
  .map(([name, [, does]]) => `  ${name.padEnd(10)} ${does}\n`)
  .join('')}
  --help     print this
  --version  print the version
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
const [run] = COMMANDS[name] ?? [];
if (values['help'] === true) shell.stdout.write(usage);
else if (values['version'] === true) shell.stdout.write(`${version}\n`);
else if (run) await run(shell, ...words);
else misused(shell, `does not know the command "${name}".\n\n${usage.trimEnd()}`);
