import { expect, test } from 'vitest';
import type { AlertApi, RemoteSnooze, SourceReading } from '../../src/alerts/alert-source.ts';
import { createAlertReconciler } from '../../src/app/reconcile-alerts.ts';
import { ok } from '../../src/core/result.ts';
import { down, openAlertHouse } from '../support/alert-house.ts';
import { alertPhone as phoneOf } from '../support/alert-phone.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;

/** A house with the whole duty, and sources that answer from memory. */
function openWatched(sources: readonly string[] = ['kuma'], { random = (): number => 0.5 } = {}) {
  const house = openAlertHouse();
  const start = house.clock.now();
  const asked: string[] = [];
  const errors: string[] = [];
  const kept = new Map<string, RemoteSnooze>();
  let reading: Partial<SourceReading> = {};
  let fault: Error | undefined;
  const apiOf = (source: string): AlertApi => ({
    source,
    async read() {
      asked.push(`${source} ${Math.round((house.clock.now() - start) / SECOND_MS)}`);
      if (fault) throw fault;
      return ok({ alerts: [], isWhole: true, startedAt: 1, ...reading });
    },
    snoozes: {
      list: async () => ok([...kept.values()]),
      async begin({ key, until, comment }) {
        kept.set(key, { id: key, until, comment });
        return ok(key);
      },
      async end(id) {
        kept.delete(id);
        return ok(undefined);
      },
    },
  });
  const reconciler = createAlertReconciler({
    sources: sources.map((source) => ({
      api: apiOf(source),
      settings: {
        ...{ kind: 'alertmanager', url: new URL('http://am.lan'), token: undefined },
        ...{ user: undefined, receiver: undefined },
        trust: { ca: undefined, fingerprint: undefined },
      },
      severity: 'warning',
    })),
    ...{ store: house.stores.alerts, clock: house.clock, isShared: false, random },
    count: { countRound: () => {}, countRepairs: () => {} },
    ...{ lowerOwn: (event) => event, nameOf: (id) => id },
    log: { error: (_, message) => void errors.push(message) },
  });
  const stopping = new AbortController();
  return {
    ...{ house, asked, errors, kept, reconciler },
    begin: () => reconciler.run(house.alerts, stopping.signal),
    stop: () => stopping.abort(),
    show(next: Partial<SourceReading>) {
      reading = next;
    },
    fail(error: Error | undefined) {
      fault = error;
    },
    [Symbol.dispose]() {
      stopping.abort();
      house[Symbol.dispose]();
    },
  };
}

test('a source is asked soon after the start, then every five minutes', async () => {
  using watched = openWatched(['kuma', 'gatus']);
  void watched.begin();
  await watched.house.clock.elapse(11 * MINUTE_MS);
  expect(watched.asked).toEqual([
    ...['kuma 5', 'gatus 5', 'kuma 305', 'gatus 305', 'kuma 605', 'gatus 605'],
  ]);
});

test('the interval differs by a tenth, so that sources are not asked in step', async () => {
  using early = openWatched(['kuma'], { random: () => 0 });
  void early.begin();
  await early.house.clock.elapse(10 * MINUTE_MS);
  expect(early.asked).toEqual(['kuma 5', 'kuma 275', 'kuma 545']);
});

test('an alert that is missing is asked for again after two minutes', async () => {
  using watched = openWatched();
  const event = down('nas');
  await watched.house.alerts.receive([event]);
  watched.show({ alerts: [{ state: 'firing', event }] });
  void watched.begin();
  await watched.house.clock.elapse(MINUTE_MS);
  watched.show({});
  await watched.house.clock.elapse(7 * MINUTE_MS);
  expect(watched.asked).toEqual(['kuma 5', 'kuma 305', 'kuma 425']);
  const [alert] = await watched.house.stores.alerts.alerts([event]);
  expect(alert).toMatchObject({ state: 'resolved' });
});

test('the severity of an alert that was found is lowered as that of a report', async () => {
  using watched = openWatched();
  watched.show({ alerts: [{ state: 'firing', event: down('nas') }] });
  void watched.begin();
  await watched.house.clock.elapse(MINUTE_MS);
  const [alert] = await watched.house.stores.alerts.alerts([{ source: 'kuma', key: 'nas' }]);
  expect(alert).toMatchObject({ state: 'firing', severity: 'warning' });
});

test('a snooze is kept at its source at once, and so is its end', async () => {
  using watched = openWatched(['kuma', 'gatus']);
  const { house, kept, reconciler } = watched;
  await house.report(0, down('nas'));
  await house.until(30);
  void watched.begin();
  await house.clock.elapse(10 * SECOND_MS);
  const says = phoneOf(house);
  expect(await says('A2 s 2h')).toContain('snoozed');
  reconciler.wake();
  await house.clock.elapse(SECOND_MS);
  const until = house.clock.now() + 2 * 60 * MINUTE_MS;
  const [own, ...others] = kept.values();
  expect(others).toEqual([]);
  expect(own).toMatchObject({
    ...{ id: 'nas', comment: 'Snoozed from the phone by anna (sms-relay A2)' },
  });
  expect(own?.until).toBeCloseTo(until, -4);
  expect(await says('A2 u')).toContain('open again');
  reconciler.wake();
  await house.clock.elapse(SECOND_MS);
  expect(kept.size).toBe(0);
  expect(watched.asked).toHaveLength(2); // nobody was asked what fires for that
});

test('an acknowledgement and a mute are no snooze', async () => {
  using watched = openWatched();
  const { house, kept } = watched;
  await house.report(0, down('nas'));
  await house.until(30);
  void watched.begin();
  const says = phoneOf(house);
  for (const text of ['A2 a', 'A2 u', 'A2 c']) {
    await says(text);
    watched.reconciler.wake();
    await house.clock.elapse(SECOND_MS);
    expect(kept.size).toBe(0);
  }
});

test('a fault while a source is asked counts as no answer, and the next round comes all the same', async () => {
  using watched = openWatched();
  watched.fail(new Error('a bug'));
  void watched.begin();
  await watched.house.clock.elapse(11 * MINUTE_MS);
  expect(watched.asked).toHaveLength(3);
  const [alert] = await watched.house.stores.alerts.alerts([
    { source: 'self', key: 'source:kuma' },
  ]);
  expect(alert).toMatchObject({ state: 'firing', title: 'answer not readable' });
  watched.fail(undefined);
  await watched.house.clock.elapse(5 * MINUTE_MS);
  expect(watched.errors).toEqual([]);
});

test('nothing is asked any more once another replica leads', async () => {
  using watched = openWatched();
  const run = watched.begin();
  await watched.house.clock.elapse(MINUTE_MS);
  watched.stop();
  await run;
  await watched.house.clock.elapse(11 * MINUTE_MS);
  expect(watched.asked).toEqual(['kuma 5']);
});

test('what was said about a source that is no longer set up is over', async () => {
  using before = openWatched();
  before.fail(new Error('away'));
  void before.begin();
  await before.house.clock.elapse(11 * MINUTE_MS);
  before.stop();
  const after = createAlertReconciler({
    ...{ sources: [], store: before.house.stores.alerts, clock: before.house.clock },
    ...{ isShared: false, lowerOwn: (event) => event, nameOf: (id) => id },
    count: { countRound: () => {}, countRepairs: () => {} },
    log: { error: () => {} },
  });
  await after.run(before.house.alerts, new AbortController().signal);
  const [alert] = await before.house.stores.alerts.alerts([{ source: 'self', key: 'source:kuma' }]);
  expect(alert).toMatchObject({ state: 'resolved', isWaived: true });
});
