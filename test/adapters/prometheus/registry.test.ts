import { expect, test } from 'vitest';
import { createMeters } from '../../../src/adapters/prometheus/registry.ts';
import { risen, seriesIn } from '../../support/exposition.ts';

function start() {
  const problems: object[] = [];
  const meters = createMeters({ error: (details) => problems.push(details) });
  const counter = meters.counter(
    { name: 'texts_total', help: 'Texts.' },
    { kind: ['menu', 'question'], outcome: ['answered', 'late'] },
  );
  const seconds = meters.histogram({ name: 'wait_seconds', help: 'Waits.' }, {}, [1, 5]);
  const text = async () => (await meters.expose()).text;
  return { meters, counter, seconds, text, problems };
}

test('every series there can be is there from the start, at 0', async () => {
  const { text } = start();
  const series = seriesIn(await text());
  expect([...series].filter(([name]) => name.startsWith('texts_total'))).toEqual([
    ['texts_total{kind="menu",outcome="answered"}', 0],
    ['texts_total{kind="menu",outcome="late"}', 0],
    ['texts_total{kind="question",outcome="answered"}', 0],
    ['texts_total{kind="question",outcome="late"}', 0],
  ]);
  expect(series.get('wait_seconds_count')).toBe(0);
});

test('what happens before the first scrape counts as what happens after it, however much it is', async () => {
  const { counter, seconds, text } = start();
  for (let time = 0; time < 2500; time += 1) {
    counter({ kind: 'menu', outcome: 'answered' });
    seconds({}, 2);
  }
  expect(risen(await text(), 'texts_total')).toEqual({ 'kind=menu,outcome=answered': 2500 });
  counter({ kind: 'menu', outcome: 'answered' }, 0.5);
  const later = await text();
  expect(risen(later, 'texts_total')).toEqual({ 'kind=menu,outcome=answered': 2500.5 });
  expect(risen(later, 'wait_seconds_bucket')).toEqual({ 'le=5': 2500, 'le=+Inf': 2500 });
  expect(seriesIn(later).get('wait_seconds_sum')).toBe(5000);
});

test('a value that a label may not have becomes "other", and a label that is none nothing', async () => {
  const { meters, counter, text } = start();
  const loose: (of: Record<'kind' | 'outcome', never>) => void = counter;
  const hostile: unknown = JSON.parse('{"kind":"+15550100001","outcome":"late","from":"\\"} 1"}');
  Reflect.apply(loose, undefined, [hostile]);
  expect(risen(await text(), 'texts_total')).toEqual({ 'kind=other,outcome=late': 1 });
  expect((await meters.expose()).text).not.toContain('5550100001');
});

test('a reading is as of now, and one that cannot be read is missing alone', async () => {
  const { meters, text, problems } = start();
  let waiting: number | undefined = 3;
  const read = () => {
    if (waiting === undefined) throw new Error('the database is gone');
    return [{ labels: { state: 'waiting' as const }, value: waiting }];
  };
  const labels = { state: ['waiting'] } as const;
  meters.reading({ name: 'outbox_texts', help: 'Texts.' }, labels, read);
  meters.reading({ name: 'cpu_seconds_total', help: 'Time.' }, {}, () => [SEVEN], 'sum');
  expect(risen(await text(), 'outbox_texts')).toEqual({ 'state=waiting': 3 });
  waiting = 2;
  expect(risen(await text(), 'outbox_texts')).toEqual({ 'state=waiting': 2 });
  waiting = undefined;
  const broken = await text();
  expect(broken).not.toContain('outbox_texts{');
  expect(risen(broken, 'cpu_seconds_total')).toEqual({ '': 7 });
  expect(problems).toEqual([expect.objectContaining({ name: 'outbox_texts' })]);
});

test('a figure that nobody knows is missing, and not 0', async () => {
  const { meters, text } = start();
  meters.reading({ name: 'spent_dollars', help: 'Money.' }, {}, () => []);
  expect(seriesIn(await text()).has('spent_dollars')).toBe(false);
});

test('a scrape is text as Prometheus reads it, metric by metric', async () => {
  const { counter, seconds, text } = start();
  counter({ kind: 'question', outcome: 'late' }, 0.25);
  for (const value of [1, 1.5, 7]) seconds({}, value);
  expect(await text()).toBe(`# HELP texts_total Texts.
# TYPE texts_total counter
texts_total{kind="menu",outcome="answered"} 0
texts_total{kind="menu",outcome="late"} 0
texts_total{kind="question",outcome="answered"} 0
texts_total{kind="question",outcome="late"} 0.25

# HELP wait_seconds Waits.
# TYPE wait_seconds histogram
wait_seconds_bucket{le="1"} 1
wait_seconds_bucket{le="5"} 2
wait_seconds_bucket{le="+Inf"} 3
wait_seconds_sum 9.5
wait_seconds_count 3
`);
});

test('quotes, backslashes and line ends in a label are escaped', async () => {
  const { meters, text } = start();
  const labels = { version: ['1 "x"\n\\'] };
  meters.reading({ name: 'build_info', help: 'a\nb' }, labels, () => [
    { labels: { version: labels.version[0] ?? '' }, value: 1 },
  ]);
  expect(await text()).toContain(
    '# HELP build_info a\\nb\n# TYPE build_info gauge\nbuild_info{version="1 \\"x\\"\\n\\\\"} 1\n',
  );
});

const SEVEN = { labels: {}, value: 7 };
