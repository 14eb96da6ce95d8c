import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { Alert } from '../../src/alerts/alert.ts';
import type { Incident } from '../../src/alerts/incident.ts';
import { describeOnEngines, type TestDatabase } from '../support/engines.ts';
import { FakeClock } from '../support/fake-clock.ts';

const alert = (key: string, over: Partial<Alert> = {}): Alert => ({
  ...{ source: 'kuma', key, state: 'firing', severity: 'critical', title: 'no answer' },
  ...{ startedAt: 1, firedAt: 2, seenAt: 3, changes: [2], ...over },
});

const incident = (id: string, over: Partial<Incident> = {}): Incident => ({
  ...{ id, severity: 'critical', root: '["kuma","nas"]', startedAt: 1, createdAt: 2, opensAt: 3 },
  about: { source: 'kuma', name: 'nas', title: 'no answer' },
  ...{ round: 1, notes: [], told: {}, held: {}, ...over },
});

const due = (one: Incident, dueAt?: number) => ({ incident: one, dueAt });

describeOnEngines('a store of alerts', (create) => {
  let database: TestDatabase;
  let one: Stores;
  let two: Stores;
  beforeEach(async () => {
    database = await create();
    one = await database.open(new FakeClock());
    two = await database.open(new FakeClock());
  });
  afterEach(() => database[Symbol.asyncDispose]());

  test('gives everything back as it was saved, to others too', async () => {
    const full = alert('nas', {
      ...{ subject: 'nas', detail: 'ping', url: 'https://kuma.example', groupKey: 'g', more: 2 },
      ...{ parents: ['sw1', 'sw2'], isSummary: true, endedAt: 4, repeatMs: 60_000, incident: 'i1' },
    });
    const last = { firstAt: 1, at: 2, count: 1, story: 'open', round: 1, nags: 0 } as const;
    const whole = incident('i1', {
      ...{ code: 'K7', response: { is: 'acked', by: 'anna', at: 5, until: 9 }, held: { ben: 4 } },
      ...{ notes: [{ by: 'anna', at: 6, words: 'ordered' }] },
      told: { anna: { ...last, severity: 'critical', root: 'r', size: 3 } },
    });
    const readers = new Map([['anna', { sent: [{ at: 1, isMerged: false }], quietUntil: 7 }]]);
    const memos = new Map<string, unknown>([['watch', { seen: [1, null, 'x'] }]]);
    await one.alerts.save({ alerts: [full], incidents: [due(whole, 8)], readers, memos });
    expect(await two.alerts.alerts([full, { source: 'kuma', key: 'other' }])).toEqual([full]);
    expect(await two.alerts.alertsOf(['i1', 'i2'])).toEqual([full]);
    expect(await two.alerts.incidents(0)).toEqual([whole]);
    expect(await two.alerts.readers()).toEqual(readers);
    expect(await two.alerts.memo('watch')).toEqual({ seen: [1, null, 'x'] });
    expect(await two.alerts.memo('other')).toBeUndefined();
  });

  test('replaces what it has of the same key, and moves alerts to another incident', async () => {
    await one.alerts.save({ alerts: [alert('nas', { incident: 'i1' })] });
    const moved = alert('nas', { incident: 'i2', state: 'resolved', seenAt: 9 });
    await one.alerts.save({ alerts: [moved] });
    expect(await one.alerts.alertsOf(['i1'])).toEqual([]);
    expect(await one.alerts.alertsOf(['i2'])).toEqual([moved]);
  });

  test('tells the same key of two sources apart', async () => {
    const others = [alert('nas'), alert('nas', { source: 'gatus' })];
    await one.alerts.save({ alerts: others });
    expect(await one.alerts.alerts([{ source: 'gatus', key: 'nas' }])).toEqual([others[1]]);
  });

  test('gives incidents by age: those open, ended since then, or with something left to tell', async () => {
    await one.alerts.save({
      incidents: [
        due(incident('new', { createdAt: 30 }), 90),
        due(incident('old', { createdAt: 10 })),
        due(incident('long over', { createdAt: 1, closedAt: 5 })),
        due(incident('untold', { createdAt: 2, closedAt: 5 }), 70),
        due(incident('just over', { createdAt: 20, closedAt: 50 })),
      ],
    });
    const ids = (await one.alerts.incidents(50)).map(({ id }) => id);
    expect(ids).toEqual(['untold', 'old', 'just over', 'new']);
  });

  test('knows the next time at which something is due', async () => {
    expect(await one.alerts.nextDue()).toBeUndefined();
    await one.alerts.save({ incidents: [due(incident('a'), 90), due(incident('b'), 70)] });
    expect(await one.alerts.nextDue()).toBe(70);
    await one.alerts.save({ incidents: [due(incident('b'))] });
    expect(await one.alerts.nextDue()).toBe(90);
  });

  test('knows the heartbeats', async () => {
    const beat = alert('Watchdog', { state: 'heartbeat' });
    await one.alerts.save({ alerts: [alert('nas'), beat] });
    expect(await one.alerts.heartbeats()).toEqual([beat]);
  });

  test('forgets only what is over and told', async () => {
    await one.alerts.save({
      alerts: [alert('active'), alert('over', { state: 'resolved' })],
      incidents: [
        due(incident('open')),
        due(incident('over', { closedAt: 5 })),
        due(incident('untold', { closedAt: 5 }), 70),
        due(incident('later', { closedAt: 100 })),
      ],
    });
    expect(await one.alerts.forgetBefore(100)).toBe(2);
    expect(await one.alerts.alerts([alert('active'), alert('over')])).toEqual([alert('active')]);
    const ids = (await one.alerts.incidents(0)).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['later', 'open', 'untold']);
  });

  test('stores five hundred alerts at once', async () => {
    const many = Array.from({ length: 500 }, (_, n) => alert(`host ${n}`, { incident: 'i1' }));
    await one.alerts.save({ alerts: many });
    expect(await one.alerts.alertsOf(['i1'])).toHaveLength(500);
    expect(await one.alerts.alerts(many)).toHaveLength(500);
  });

  test('stores the same alert twice in one decision as it was last', async () => {
    const later = alert('nas', { seenAt: 9 });
    await one.alerts.save({ alerts: [alert('nas'), later] });
    expect(await one.alerts.alerts([later])).toEqual([later]);
  });

  test('stores a report with two keys that differ only in a lone surrogate', async () => {
    await one.alerts.save({ alerts: [alert('nas'), alert('\uD800'), alert('\uD801')] });
    expect(await one.alerts.alerts([alert('nas')])).toHaveLength(1);
  });

  test.each([
    ['NUL', 'a\0b'],
    ['a lone surrogate', 'a\uD800b'],
    ['two halves of a pair in the wrong order', '\uDE00\uD83D'],
    ['the escape of another store', '\uFFFE0\uFFFE'],
    ['quotes and commas', '{"a\',b}\\'],
    ['an emoji', '🔴 down'],
    ['nothing', ''],
  ])('keeps %s in any text, beside an ordinary alert', async (_name, strange) => {
    const odd = alert(strange, {
      ...{ source: strange, title: strange, subject: strange, groupKey: strange },
      ...{ parents: [strange], incident: 'i1' },
    });
    const plain = alert('plain');
    const notes = [{ by: strange, at: 1, words: strange }];
    await one.alerts.save({
      alerts: [plain, odd],
      incidents: [due(incident('i1', { notes, held: { [strange]: 1 } }), 5)],
    });
    expect(await two.alerts.alerts([plain])).toEqual([plain]);
    const [title] = (await two.alerts.alerts([odd])).map((found) => found.title.toWellFormed());
    expect(title).toBe(strange.toWellFormed());
    expect(await two.alerts.alertsOf(['i1'])).toHaveLength(1);
    expect(await two.alerts.incidents(0)).toHaveLength(1);
    expect(await two.alerts.nextDue()).toBe(5);
  });

  test('loses nothing of two decisions that run at once', async () => {
    const add = (stores: Stores) =>
      stores.transact(async ({ alerts }) => {
        const [known] = await alerts.alerts([alert('nas')]);
        const count = (known?.more ?? 0) + 1;
        await alerts.save({ alerts: [alert('nas', { more: count })] });
      });
    const runs = Array.from({ length: 20 }, (_, n) => add(n % 2 ? one : two));
    await Promise.all(runs);
    const [known] = await one.alerts.alerts([alert('nas')]);
    expect(known?.more).toBe(20);
  });

  test('keeps nothing of a decision that fails', async () => {
    const failed = one.transact(async ({ alerts }) => {
      await alerts.save({ alerts: [alert('nas')], incidents: [due(incident('i1'), 5)] });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect(await two.alerts.alerts([alert('nas')])).toEqual([]);
    expect(await two.alerts.nextDue()).toBeUndefined();
  });
});
