import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readReport } from '../../../src/adapters/alert-formats/read-report.ts';
import type { Report } from '../../../src/adapters/alert-formats/report.ts';
import type { AlertEvent } from '../../../src/alerts/alert-event.ts';
import { AlertMapping } from '../../../src/alerts/alert-mapping.ts';
import type { Result } from '../../../src/core/result.ts';
import { isGsm7, septets } from '../../../src/sms/gsm7.ts';
import { fuzzBytes } from '../../support/fuzz-bytes.ts';
import { bodyOf, NOW, readAt, samples } from './sample.ts';

const STATES = ['firing', 'resolved', 'nodata', 'info', 'test', 'heartbeat'];
const SEVERITIES = ['critical', 'warning', 'info'];
const ERRORS =
  /^(?:empty body|bad JSON|nested too deeply|no title|no alerts|no name|no summary|no dedup_key|not a list of alerts|not an event|not an alert|unknown event_action)$/;

const isLine = (text: string | undefined, max: number): boolean =>
  text === undefined ||
  (text !== '' && isGsm7(text) && septets(text) <= max && !/\p{Cc}/u.test(text));

const isKey = (key: string | undefined): boolean =>
  key === undefined ||
  (key !== '' && key.length <= 300 && key.isWellFormed() && !/\p{Cc}/u.test(key));

const isTime = (at: number | undefined): boolean => at === undefined || Number.isSafeInteger(at);

function isBounded(event: AlertEvent): boolean {
  const { source, state, severity, subject, title, detail, key, groupKey, parents = [] } = event;
  return [
    source === 'house' && STATES.includes(state) && SEVERITIES.includes(severity),
    title !== '' && isLine(title, 80) && isLine(subject, 40) && isLine(detail, 300),
    [key, groupKey, ...parents].every(isKey) && parents.length <= 20,
    isTime(event.startedAt) && isTime(event.endedAt),
    event.url === undefined || /^https?:\/\/[^\s?#@]{1,300}$/.test(event.url),
  ].every(Boolean);
}

const expectHarmless = (path: string | undefined, body: string): void =>
  expectBounded(readAt(path, body));

function expectBounded(report: Result<Report, string>): void {
  if (!report.ok) {
    expect(report.error).toMatch(ERRORS);
    return;
  }
  expect(report.value.events.length).toBeLessThanOrEqual(1000);
  expect(Number.isSafeInteger(report.value.more) && report.value.more >= 0).toBe(true);
  expect(report.value.events.filter((event) => !isBounded(event))).toEqual([]);
}

const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let at = 0; at < levels; at += 1) value = at % 2 ? [value] : { value };
  return value;
};

const oddValue = fc.oneof(
  fuzzBytes(500),
  fuzzBytes(6000),
  fc.constantFrom<unknown>(null, true, -1, 0, 1e308, [], {}, [null], [[]], 'x'.repeat(9000)),
  fc.constantFrom<unknown>(deep(20), deep(31), deep(500), { toString: 1 }, { length: 9 }),
);

/** Replaces some values of a body by odd ones: every value has a chance, at every depth. */
function mutate(value: unknown, odd: () => unknown, shouldChange: () => boolean): unknown {
  if (shouldChange()) return odd();
  if (Array.isArray(value)) return value.map((item) => mutate(item, odd, shouldChange));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      shouldChange() ? '__proto__' : key,
      mutate(item, odd, shouldChange),
    ]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const changed = fc.tuple(fc.constantFrom(...samples), fc.gen()).map(([sample, gen]) => {
  const value = mutate(
    parsed(bodyOf(sample)),
    () => gen(() => oddValue),
    () => gen(fc.integer, { min: 0, max: 11 }) === 0,
  );
  return { path: sample.request.path, body: JSON.stringify(value) };
});

const cut = fc
  .tuple(fc.constantFrom(...samples), fc.double({ min: 0, max: 1, noNaN: true }), fuzzBytes(50))
  .map(([sample, share, tail]) => {
    const body = bodyOf(sample);
    return {
      path: sample.request.path,
      body: body.slice(0, Math.floor(share * body.length)) + tail,
    };
  });

const recoded = fc
  .tuple(
    fc.constantFrom(...samples),
    fc.constantFrom<BufferEncoding>('utf16le', 'latin1', 'base64', 'hex', 'ascii'),
    fc.constantFrom<BufferEncoding>('utf8', 'latin1', 'utf16le'),
  )
  .map(([sample, from, to]) => ({
    path: sample.request.path,
    body: Buffer.from(bodyOf(sample), from === 'hex' ? 'utf8' : from).toString(to),
  }));

const wild = fc
  .tuple(fc.constantFrom(undefined, '/api/v2/alerts', '/v2/enqueue'), fuzzBytes(3000))
  .map(([path, body]) => ({ path, body }));

test('any body is read within the bounds, or refused with a few words', () => {
  const request = fc.oneof({ arbitrary: changed, weight: 4 }, cut, recoded, wild);
  fc.assert(
    fc.property(request, ({ path, body }) => expectHarmless(path, body)),
    { seed: 21, numRuns: 1000 },
  );
});

const ODD: readonly unknown[] = [
  { toString: 1 },
  null,
  [[]],
  {},
  '',
  ' ',
  '.',
  '...',
  '\u0000',
  '\ud800',
  -1,
  1e308,
  true,
];

/** Every body that one odd value in a body makes. */
function* withOne(value: unknown, odd: unknown): Generator<unknown> {
  yield odd;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    for (const other of withOne(item, odd)) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    }
  }
}

const mapping = AlertMapping.parse({
  title: '/alerts/0/labels/alertname',
  key: '/alerts/0/fingerprint',
  subject: '/alerts/0/labels',
  startedAt: '/alerts/0/startsAt',
  state: { at: '/status', map: { firing: 'firing' } },
  severity: '/alerts/0/labels/severity',
});

test('the same is true of what a mapping reads, and of the query of a request', () => {
  const query = fc.dictionary(
    fc.constantFrom('msg', 'title', 'heartbeat', 'monitor', 'data'),
    fuzzBytes(300),
  );
  const common = { source: 'house', now: NOW };
  fc.assert(
    fc.property(changed, query, ({ body }, given) => {
      expectBounded(readReport({ ...common, body, query: {}, mapping }));
      expectBounded(readReport({ ...common, body: '', query: given }));
    }),
    { seed: 21, numRuns: 500 },
  );
});

test('any single value of a body may be odd', () => {
  for (const sample of samples) {
    const body = parsed(bodyOf(sample));
    for (const odd of ODD) {
      for (const other of withOne(body, odd)) {
        expectHarmless(sample.request.path, JSON.stringify(other));
      }
    }
  }
});

test('data as deep as a body can be is refused, and not fallen over', () => {
  for (const open of ['[', '{"a":', '[{"labels":']) {
    expectHarmless(undefined, open.repeat(40_000));
    const close = open === '[' ? ']' : open === '{"a":' ? '}' : '}]';
    expect(readAt(undefined, `${open.repeat(20_000)}1${close.repeat(20_000)}`)).toEqual({
      ok: false,
      error: 'nested too deeply',
    });
  }
});
