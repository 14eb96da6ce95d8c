import { checkCombinations } from '../../config/check.ts';
import { ask } from './ask.ts';
import { BACKENDS, type Backend, type ConnectionType } from './backends.ts';
import { choose } from './choose.ts';
import { visible } from './printable.ts';
import type { SetupContext } from './setup-context.ts';

/** Ask where each area gets its facts from, and what belongs to it. */
export async function askBackends(walk: SetupContext): Promise<void> {
  const { dialogue } = walk;
  const isOffered = walk.asksAll || walk.isFirst;
  if (isOffered) dialogue.say(dialogue.style.title('\nWhat there is at home'));
  for (const backend of BACKENDS) {
    if (isOffered) await offer(backend, walk);
    else await mend(backend, walk);
  }
}

/** Whether there is anything to tell about at home. */
export const hasBackend = (walk: SetupContext): boolean =>
  walk.sheet.value('MCP_CONFIG') !== undefined ||
  BACKENDS.some(({ ways }) => ways.some((way) => isSet(way, walk)));

const isSet = ({ questions: [address] }: ConnectionType, { sheet }: SetupContext): boolean =>
  sheet.value(address.name) !== undefined;

async function offer({ title, ways, takesSeveral }: Backend, walk: SetupContext): Promise<void> {
  const present = ways.flatMap((way, at) => (isSet(way, walk) ? [at + 1] : []));
  walk.dialogue.say(`\n${title}`);
  const picked = await choose(walk.dialogue, {
    ...{ asks: 'Which', present, takesSeveral },
    options: ways.map(({ label }) => label),
  });
  for (const [at, way] of ways.entries()) {
    const isRight = picked.includes(at + 1) && (await askWay(way, walk));
    if (!isRight) leaveOut(way, walk);
    if (!isRight && picked.includes(at + 1)) walk.dialogue.say(`Left out: ${way.label}.`);
  }
}

/** What is set by half is asked for; what is left out stays out. */
async function mend({ ways }: Backend, walk: SetupContext): Promise<void> {
  for (const way of ways) {
    const wrong = await troubleWith(way, walk);
    if (wrong.length === 0) continue;
    tell(wrong, walk);
    await askWay(way, walk);
  }
}

/** What belongs together is asked together, until the relay would start with it, or nothing new comes. */
async function askWay(way: ConnectionType, walk: SetupContext): Promise<boolean> {
  for (;;) {
    const before = JSON.stringify(walk.sheet.all());
    for (const question of way.questions) await ask(question, walk);
    const wrong = await troubleWith(way, walk);
    tell(wrong, walk);
    if (wrong.length === 0) return true;
    if (JSON.stringify(walk.sheet.all()) === before) return false;
    walk.dialogue.say('Once more, please; Enter at each leaves it out.');
  }
}

const tell = (wrong: readonly string[], { dialogue }: SetupContext): void => {
  for (const line of wrong) dialogue.say(dialogue.style.trouble(`! ${visible(line)}`));
};

async function troubleWith(
  way: ConnectionType,
  { sheet }: SetupContext,
): Promise<readonly string[]> {
  const problems = await checkCombinations(sheet.all());
  return problems.filter((line) =>
    way.questions.some(({ name }) => new RegExp(`\\b${name}\\b`).test(line)),
  );
}

function leaveOut({ questions }: ConnectionType, { sheet }: SetupContext): void {
  for (const { name } of questions) {
    if (!sheet.isFromOutside(name) && sheet.value(name) !== undefined) sheet.unset(name);
  }
}
