import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createClaude } from '../../../src/adapters/anthropic/claude.ts';
import { costOf, isPriced, priceOf, worstCostOf } from '../../../src/adapters/anthropic/prices.ts';
import type { Meter } from '../../../src/assistant/budget.ts';
import type { ModelTool } from '../../../src/assistant/model.ts';
import { err, ok } from '../../../src/core/result.ts';
import { Secret } from '../../../src/core/secret.ts';
import { FakeClaude, type Move } from '../../support/fake-claude.ts';

/** What was set aside for each attempt, and what it came to; still the worst when nobody said. */
class Till implements Meter {
  readonly holds: { worst: number; cost: number }[] = [];
  most = Number.POSITIVE_INFINITY;

  reserve = async (worst: number) => {
    if (this.holds.length >= this.most) return err({ kind: 'off' } as const);
    const entry = { worst, cost: worst };
    this.holds.push(entry);
    return ok({
      settle: async (micros: number) => {
        entry.cost = micros;
      },
    });
  };
}

let claude: FakeClaude;
let till: Till;
beforeEach(async () => {
  claude = await FakeClaude.start();
  till = new Till();
});
afterEach(() => claude[Symbol.asyncDispose]());

const calls: unknown[] = [];
const lamp: ModelTool = {
  name: 'lamp',
  description: 'Whether the lamp is on',
  schema: { type: 'object' },
  call: async (input) => {
    calls.push(input);
    return 'on';
  },
};

function ask(moves: Move[], { url = claude.url, signal = new AbortController().signal } = {}) {
  claude.moves = moves;
  const model = createClaude({
    key: new Secret('sk-test'),
    model: 'claude-sonnet-5-5',
    baseUrl: url,
    log: { warn: () => {} },
  });
  return model.answer({
    instructions: 'Answer.',
    turns: [{ by: 'person', text: 'Is the lamp on?' }],
    tools: [lamp],
    meter: till,
    signal,
    isOver: () => false,
  });
}

const USAGE = { input_tokens: 1000, output_tokens: 100 };

test('every call is paid for by its own figures', async () => {
  const usage = { ...USAGE, cache_creation_input_tokens: 400, cache_read_input_tokens: 2000 };
  const answer = await ask([
    { use: [{ tool: 'lamp' }], usage: USAGE },
    { say: 'On.', usage },
  ]);
  expect(answer).toEqual(ok('On.'));
  expect(till.holds.map(({ cost }) => cost)).toEqual([
    1000 * 2 + 100 * 10,
    1000 * 2 + 400 * 2.5 + 2000 * 0.2 + 100 * 10,
  ]);
});

test('what is set aside is more than any call of that size can cost', async () => {
  await ask([{ say: 'On.' }]);
  const [asked] = claude.asked;
  const bytes = Buffer.byteLength(JSON.stringify(asked));
  expect(till.holds[0]?.worst).toBe(Math.ceil(bytes * 2.5 + 1500 * 10));
  expect(asked).toMatchObject({ max_tokens: 1500, stream: true });
});

describe('money that was set aside', () => {
  test.for<readonly [string, Move, readonly ('worst' | 'free')[]]>([
    ['is given back when the API refuses', { status: 401, type: 'authentication_error' }, ['free']],
    ['is given back for every attempt', { status: 529 }, ['free', 'free', 'free']],
    ['stays spent when the answer broke', { breaks: 'midway' }, ['worst']],
    [
      'stays spent for every attempt that may have been answered',
      { breaks: 'at once' },
      ['worst', 'worst', 'worst'],
    ],
  ])('%s', async ([, move, expected]) => {
    await ask([move]);
    const fates = till.holds.map(({ worst, cost }) => (cost === worst ? 'worst' : 'free'));
    expect(fates).toEqual(expected);
  });

  test.for([
    { input_tokens: -1_000_000, output_tokens: -1 },
    { input_tokens: 1e300, output_tokens: 1 },
  ])('stays spent when the figures make no sense: $input_tokens', async (usage) => {
    await ask([{ say: 'On.', usage }]);
    expect(till.holds.map(({ worst, cost }) => worst === cost)).toEqual([true]);
  });

  test('is given back when nobody is there', async () => {
    const gone = await FakeClaude.start();
    const { url } = gone;
    await gone[Symbol.asyncDispose]();
    const answer = await ask([], { url });
    expect(answer).toEqual(err({ kind: 'unreachable' }));
    expect(till.holds.map(({ cost }) => cost)).toEqual([0, 0, 0]);
  });

  test('stays spent when the answer is not waited for', async () => {
    const patience = new AbortController();
    const answer = ask([{ stalls: 'midway' }], { signal: patience.signal });
    while (claude.asked.length === 0) await new Promise(setImmediate);
    patience.abort();
    expect(await answer).toEqual(err({ kind: 'too-slow' }));
    expect(till.holds.every(({ worst, cost }) => worst === cost)).toBe(true);
  });
});

test('no call is made that the budget refuses, also in the middle of a question', async () => {
  till.most = 1;
  const answer = await ask([{ use: [{ tool: 'lamp' }] }, { say: 'never' }]);
  expect(answer).toEqual(err({ kind: 'off' }));
  expect(claude.asked).toHaveLength(1);
});

test('the key is shown to the API and to nobody else', async () => {
  await ask([{ say: 'On.' }]);
  expect(claude.keys).toEqual(['Bearer sk-test']);
  expect(JSON.stringify(claude.asked)).not.toContain('sk-test');
});

test('a question has six steps at most', async () => {
  expect(await ask([{ use: [{ tool: 'lamp' }] }])).toEqual(err({ kind: 'too-many-steps' }));
  expect(claude.asked).toHaveLength(6);
});

test('prices are known with a date, and the dearest is taken for unknown models', () => {
  expect(priceOf('claude-haiku-4-5-20251001')).toBe(priceOf('claude-haiku-4-5'));
  expect(isPriced('claude-next')).toBe(false);
  expect(worstCostOf('claude-next', 1000, 100)).toBe(1000 * 25 * 1.25 + 100 * 125);
  expect(costOf('claude-haiku-5-5', USAGE)).toBe(150);
});
