import { expect, test } from 'vitest';
import { bodyOf, readAt, reportOf, type Sample, sampleBody, samples } from './sample.ts';

test('there is a sample of every product', () => {
  const products = new Set(samples.map(({ expected }) => expected.product));
  expect(products.size).toBeGreaterThan(10);
  expect(samples.length).toBeGreaterThanOrEqual(35);
});

type ExpectedAlert = Sample['expected']['alerts'][number];

/** Null stands for any value. */
function meant({ state, severity, subject, titleContains }: ExpectedAlert): unknown {
  const title: unknown = expect.stringContaining(titleContains[0] ?? '');
  return expect.objectContaining({
    state,
    title,
    ...(severity !== null && { severity }),
    ...(subject !== null && { subject }),
  });
}

test.for(samples.map((sample) => [sample.file, sample] as const))(
  '%s is read as it is meant',
  ([, sample]) => {
    const { product, more, alerts, mustNotContain } = sample.expected;
    const report = readAt(sample.request.path, bodyOf(sample));
    expect(report).toEqual({ ok: true, value: { product, more, events: alerts.map(meant) } });
    const kept = JSON.stringify(report);
    expect(mustNotContain.filter((secret) => kept.includes(secret))).toEqual([]);
  },
);

test('the end of an outage says how long it was', () => {
  const [end] = reportOf(sampleBody('uptime-kuma-up')).events;
  expect(Math.round(((end?.endedAt ?? 0) - (end?.startedAt ?? 0)) / 1000)).toBe(8);
});

test('reports about the same trouble have the same key, and all others another one', () => {
  const named = samples.flatMap((sample) => {
    const report = readAt(sample.request.path, bodyOf(sample));
    const events = report.ok ? report.value.events : [];
    return events.map(({ key }, at) => ({
      key: `${sample.expected.product} ${key}`,
      name: sample.expected.alerts[at]?.key ?? `${sample.file} ${at}`,
    }));
  });
  const keys = Map.groupBy(named, ({ name }) => name);
  const names = Map.groupBy(named, ({ key }) => key);
  const distinct = (values: readonly string[]) => new Set(values).size;
  expect([...keys.values()].map((own) => distinct(own.map(({ key }) => key)))).toEqual(
    Array.from(keys, () => 1),
  );
  expect([...names.values()].filter((own) => distinct(own.map(({ name }) => name)) > 1)).toEqual(
    [],
  );
});
