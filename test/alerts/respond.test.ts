import { expect, test } from 'vitest';
import type { AlertRequest } from '../../src/alerts/parse-answer.ts';
import { type Responder, respond } from '../../src/alerts/respond.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { type AlertHouse, down, openAlertHouse, up } from '../support/alert-house.ts';

const HOUR = 3600;
const HOUR_MS = HOUR * 1000;

type Changing = Parameters<typeof respond>[2];

const responder = (house: AlertHouse, id = 'anna'): Responder => ({
  ...{ id, time: createLocalTime(house.clock, 'UTC'), nameOf: (name) => name },
  findOther: (name) => [{ id: 'ben', name: 'ben' }].find((one) => one.name === (name ?? 'ben')),
});

/** Answers the only incident there is, and returns what it says and what became of it. */
async function answer(house: AlertHouse, request: Changing, by = responder(house)) {
  const words = await house.alerts.decide(({ decision }) => {
    const [incident] = decision.book.incidents();
    if (!incident) throw new Error('no incident');
    return respond(decision, incident, request, by);
  });
  const [incident] = await house.stores.alerts.incidents(0);
  return { words, incident };
}

async function openNas(severity: 'critical' | 'warning' = 'critical'): Promise<AlertHouse> {
  const house = openAlertHouse();
  await house.report(0, down('nas', { severity }));
  await house.until(180);
  return house;
}

test.each<[Changing, string, string]>([
  [{ verb: 'ack' }, 'A2 acked by you, quiet until it changes or 16:03.', 'A2 acked by you 12:03.'],
  [{ verb: 'snooze' }, 'A2 snoozed to 13:03.', 'A2 snoozed to 13:03.'],
  [{ verb: 'close' }, 'A2 muted until it is over.', 'A2 muted since 12:03, until it is over.'],
  [{ verb: 'pass' }, 'A2 passed to ben.', 'A2 passed to ben.'],
  [{ verb: 'pass', words: 'ben' }, 'A2 passed to ben.', 'A2 passed to ben.'],
  [
    { verb: 'pass', words: 'eve' },
    'A2 stays: nobody "eve" to pass it to.',
    'A2 stays: nobody "eve" to pass it to.',
  ],
  [{ verb: 'unack' }, 'A2 was not acked.', 'A2 was not acked.'],
])(
  '%j is answered, and twice it changes nothing the second time',
  async (request, first, second) => {
    using house = await openNas();
    const once = await answer(house, request);
    expect(once.words).toBe(first);
    const twice = await answer(house, request);
    expect(twice.words).toBe(second);
    expect(twice.incident).toEqual(once.incident);
  },
);

test('a note is kept, cut where it is too long, and only the last twenty', async () => {
  using house = await openNas();
  for (let n = 0; n < 25; n += 1) {
    expect((await answer(house, { verb: 'note', words: `${n} ${'x'.repeat(500)}` })).words).toBe(
      'A2 note kept.',
    );
  }
  const { incident } = await answer(house, { verb: 'note', words: 'last' });
  expect(incident?.notes).toHaveLength(20);
  expect(Math.max(...(incident?.notes ?? []).map(({ words }) => words.length))).toBe(160);
  expect(incident?.notes.at(-1)).toMatchObject({ by: 'anna', words: 'last' });
});

test('somebody else reads who acknowledged it', async () => {
  using house = await openNas();
  await answer(house, { verb: 'ack' });
  const { words } = await answer(house, { verb: 'ack' }, responder(house, 'ben'));
  expect(words).toBe('A2 acked by anna 12:03.');
});

test.each([
  ['critical', 24],
  ['warning', 72],
] as const)('a %s incident sleeps for at most %i hours', async (severity, hours) => {
  using house = await openNas(severity);
  const span = { ms: hours * HOUR_MS + 1 };
  const { words, incident } = await answer(house, { verb: 'snooze', span });
  expect(words).toContain('the longest there is');
  expect(incident?.response?.until).toBe(house.clock.now() + hours * HOUR_MS);
  const exact = await answer(house, { verb: 'snooze', span: { ms: hours * HOUR_MS } });
  expect(exact.words).not.toContain('longest');
});

test('an incident that gets worse sleeps no longer than a critical one may', async () => {
  using house = await openNas('warning');
  await answer(house, { verb: 'snooze', span: { ms: 72 * HOUR_MS } });
  await house.report(600, down('nas'));
  await house.until(24 * HOUR + 700);
  const [incident] = await house.stores.alerts.incidents(0);
  expect(incident?.response).toBeUndefined();
});

test.each<Changing>([
  ...([{ verb: 'ack' }, { verb: 'snooze' }, { verb: 'close' }, { verb: 'pass' }] as const),
  { verb: 'unack' },
])('%j of what is over says so and changes nothing', async (request) => {
  using house = await openNas();
  await house.report(200, up('nas'));
  await house.until(300);
  const [before] = await house.stores.alerts.incidents(0);
  const { words, incident } = await answer(house, request);
  expect(words).toBe('A2 closed 12:04 (recovered).');
  expect(incident).toEqual(before);
});

test('what is over can still have a note', async () => {
  using house = await openNas();
  await house.report(200, up('nas'));
  await house.until(300);
  const { words, incident } = await answer(house, { verb: 'note', words: 'cable' });
  expect(words).toBe('A2 note kept.');
  expect(incident).toMatchObject({ notes: [{ words: 'cable' }], ending: 'recovered' });
});

test('every answer that changes something is on record with who gave it', async () => {
  using house = await openNas();
  const request: AlertRequest & { verb: 'ack' } = { verb: 'ack' };
  await answer(house, request);
  expect(house.records.at(-1)).toMatchObject({ code: 'A2', from: 'open', to: 'acked' });
});

test('an acknowledgement ends, and the incident is told again', async () => {
  using house = await openNas();
  await answer(house, { verb: 'ack' });
  const before = house.sent.length;
  await house.until(4 * HOUR + 240);
  expect(house.sent.slice(before).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^! A2 still: nas/),
  ]);
});
