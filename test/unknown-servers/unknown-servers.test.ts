import { beforeAll, describe, expect, test } from 'vitest';
import { type Judgement, judge } from './judge.ts';
import { STRANGERS } from './strangers.ts';
import { describeWrong, formatTable, rightPercent } from './table.ts';

/** The least share that is read right, of what some tool tells. */
const MIN_RIGHT_PERCENT = 93;
const MIN_RIGHT_PERCENT_OF_AREA = { network: 95, proxmox: 95, k8s: 90, security: 92 } as const;

const judgements: Judgement[] = [];

beforeAll(async () => {
  judgements.push(...(await Promise.all(STRANGERS.map(judge))).flat());
  process.stderr.write(`\n${formatTable(judgements, ({ area }) => area)}\n`);
  process.stderr.write(`\n${formatTable(judgements, ({ habit }) => habit)}\n`);
  // Every text with its verdict, for whoever wants to know why.
  if (process.env['UNKNOWN_SERVERS'] === 'all') {
    for (const { verdict, area, product, item, read } of judgements) {
      process.stderr.write(`\n${verdict}: ${area}, ${product}: ${item}\n${read}\n`);
    }
  }
});

describe('of servers that nobody has seen before', () => {
  test('nothing is said that is not so', () => {
    expect(describeWrong(judgements)).toEqual([]);
  });

  test('most is read right', () => {
    expect(rightPercent(judgements)).toBeGreaterThanOrEqual(MIN_RIGHT_PERCENT);
  });

  test.for(Object.entries(MIN_RIGHT_PERCENT_OF_AREA))(
    'enough is read right of those of %s',
    ([area, least]) => {
      const own = judgements.filter((it) => it.area === area);
      expect(rightPercent(own)).toBeGreaterThanOrEqual(least);
    },
  );
});
