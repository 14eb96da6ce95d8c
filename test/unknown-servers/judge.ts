import { type Falsehood, findFalsehoods } from './falsehoods.ts';
import type { Habit, Item, Stranger } from './item.ts';
import { startRelayOfStrangers } from './relay-of-strangers.ts';

/** `untold` is all that can be hoped for where no tool tells it. */
export type Verdict = 'right' | 'partial' | 'wrong' | 'no-source';

export interface Judgement {
  readonly product: string;
  readonly area: Stranger['area'];
  readonly habit: Habit;
  readonly item: string;
  readonly verdict: Verdict;
  readonly text: string;
  readonly read: string;
  readonly falsehoods: readonly Falsehood[];
}

/** Asks a whole relay over a stranger all that its items ask, and judges what a person reads. */
export async function judge(stranger: Stranger): Promise<readonly Judgement[]> {
  await using relay = await startRelayOfStrangers([[stranger.area, stranger]]);
  const first = await relay.read('home');
  for (const server of relay.servers) await server.changeTools();
  await relay.settle();

  const answers = new Map<string, string>();
  for (const text of new Set(['home', ...stranger.items.map((item) => item.text)])) {
    answers.set(text, await relay.read(text));
  }
  const called = relay.servers.flatMap((server) => server.calledOffLimits);
  return [
    ...stranger.items.map((item) => judgeItem(stranger, item, answers.get(item.text) ?? '')),
    ...judgeTheRest(stranger, [['first home', first], ...answers]),
    ...judgeCalls(stranger, called),
  ];
}

function judgeItem({ product, area, habit, world }: Stranger, item: Item, read: string): Judgement {
  const falsehoods = findFalsehoods(read, world).filter(({ about }) => about === item.about);
  return {
    ...{ product, area, read, falsehoods },
    habit: item.habit ?? habit,
    item: item.name,
    verdict: verdictOf(item, read, falsehoods),
    text: item.text,
  };
}

function verdictOf(item: Item, read: string, falsehoods: readonly Falsehood[]): Verdict {
  if (falsehoods.length > 0 || item.never?.test(read)) return 'wrong';
  if (item.isUntold) return 'no-source';
  return item.isRight(read) ? 'right' : 'partial';
}

/** What is false in the texts beside what was asked. */
function judgeTheRest(
  { product, area, habit, world, items }: Stranger,
  answers: readonly (readonly [string, string])[],
): readonly Judgement[] {
  return answers.flatMap(([key, read]) => {
    const judged = new Set(items.filter(({ text }) => text === key).map(({ about }) => about));
    const falsehoods = findFalsehoods(read, world).filter(({ about }) => !judged.has(about));
    if (falsehoods.length === 0) return [];
    const item = `beside, on ${key}`;
    return [{ product, area, habit, item, verdict: 'wrong', text: key, read, falsehoods }];
  });
}

/** What was called and is not for whoever only looks. */
const judgeCalls = (
  { product, area, habit }: Stranger,
  called: readonly string[],
): readonly Judgement[] =>
  called.map((name) => ({
    ...{ product, area, habit, text: '', read: '' },
    item: `calls ${name}`,
    verdict: 'wrong',
    falsehoods: [],
  }));
