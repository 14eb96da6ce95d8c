import { checkCombinations } from '../../config/check.ts';
import { ask } from './ask.ts';
import { BACKENDS, type Backend, type ConnectionType } from './backends.ts';
import { choose } from './choose.ts';
import { printable } from './printable.ts';
import type { SetupContext } from './setup-context.ts';

/** Asks for the source of each area and its settings. */
export async function askBackends(context: SetupContext): Promise<void> {
  const { dialogue } = context;
  const isOffered = context.asksAll || context.isFirst;
  if (isOffered) dialogue.say('\nYour homelab', 'title');
  for (const backend of BACKENDS) {
    if (isOffered) await offer(backend, context);
    else await correct(backend, context);
  }
}

/** Returns true when any backend is set up. */
export const hasBackend = (context: SetupContext): boolean =>
  context.settings.value('MCP_CONFIG') !== undefined ||
  BACKENDS.some(({ ways }) => ways.some((connection) => isSet(connection, context)));

const isSet = ({ questions: [address] }: ConnectionType, { settings }: SetupContext): boolean =>
  settings.value(address.name) !== undefined;

async function offer({ title, ways, takesSeveral }: Backend, context: SetupContext): Promise<void> {
  const present = ways.flatMap((connection, at) => (isSet(connection, context) ? [at + 1] : []));
  context.dialogue.say(`\n${title}`);
  const chosen = await choose(context.dialogue, {
    ...{ asks: 'Which', present, takesSeveral },
    options: ways.map(({ label }) => label),
  });
  for (const [at, connection] of ways.entries()) {
    const isComplete = chosen.includes(at + 1) && (await askConnection(connection, context));
    if (!isComplete) clearSettings(connection, context);
    if (!isComplete && chosen.includes(at + 1))
      context.dialogue.say(`Skipped: ${connection.label}.`);
  }
}

/** Asks again for incomplete settings; connections that are not set up are not offered. */
async function correct({ ways }: Backend, context: SetupContext): Promise<void> {
  for (const connection of ways) {
    const problems = await findProblems(connection, context);
    if (problems.length === 0) continue;
    printProblems(problems, context);
    await askConnection(connection, context);
  }
}

/** Asks for all settings of a connection until the relay would start with them, or the answers stay the same. */
async function askConnection(connection: ConnectionType, context: SetupContext): Promise<boolean> {
  for (;;) {
    const before = JSON.stringify(context.settings.all());
    for (const question of connection.questions) await ask(question, context);
    const problems = await findProblems(connection, context);
    printProblems(problems, context);
    if (problems.length === 0) return true;
    if (JSON.stringify(context.settings.all()) === before) return false;
    context.dialogue.say('Please try again; Enter at each question skips it.');
  }
}

const printProblems = (problems: readonly string[], { dialogue }: SetupContext): void => {
  for (const line of problems) dialogue.say(`! ${printable(line)}`, 'problem');
};

async function findProblems(
  connection: ConnectionType,
  { settings, readSecrets }: SetupContext,
): Promise<readonly string[]> {
  const problems = await checkCombinations(settings.all(), readSecrets);
  return problems.filter((line) =>
    connection.questions.some(({ name }) => new RegExp(`\\b${name}\\b`).test(line)),
  );
}

function clearSettings({ questions }: ConnectionType, { settings }: SetupContext): void {
  for (const { name } of questions) {
    if (!settings.isFromOutside(name) && settings.value(name) !== undefined) settings.unset(name);
  }
}
