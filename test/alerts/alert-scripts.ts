import fc from 'fast-check';
import { expect } from 'vitest';
import { idOf, isActive } from '../../src/alerts/alert.ts';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { ALERT_CAPS, ALERT_TIMING } from '../../src/alerts/alert-timing.ts';
import { createAlerts } from '../../src/alerts/alerts.ts';
import type { EndRequest } from '../../src/alerts/end-hold.ts';
import { END_HOLD, HOLD_ALERTS_LONGER, holdOperations } from '../../src/alerts/hold-operations.ts';
import { HOLD_KINDS, type HoldRequest } from '../../src/alerts/hold-request.ts';
import { type Incident, stateOf } from '../../src/alerts/incident.ts';
import { createMemoryAlertStore } from '../../src/alerts/memory-alert-store.ts';
import { type Responder, respond } from '../../src/alerts/respond.ts';
import { storePlaces } from '../../src/alerts/store-places.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { isNote } from '../../src/operation/operation.ts';
import { callerOf } from '../../src/people/caller.ts';
import { createPeople } from '../../src/people/people.ts';
import { createTimeOfPerson } from '../../src/people/time-of-person.ts';
import { countGsm7 } from '../../src/sms/gsm7.ts';
import { anna, ben, machine } from '../support/alert-house.ts';
import { FakeClock } from '../support/fake-clock.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MAX_SEPTETS = 304;
const START = Date.UTC(2026, 10, 21, 12, 0, 0);

type Verb = Parameters<typeof respond>[2]['verb'];

/** A step of a script: reports, an answer to one of the open incidents, or the passing of time. */
export type ScriptStep =
  | { readonly is: 'report'; readonly events: readonly AlertEvent[] }
  | { readonly is: 'replay' }
  | {
      readonly is: 'answer';
      readonly verb: Verb;
      readonly number: number;
      readonly which: number;
      readonly by: number;
    }
  | { readonly is: 'learn'; readonly links: readonly (readonly [string, string])[] }
  | { readonly is: 'hold'; readonly request: HoldRequest; readonly by: number }
  | { readonly is: 'end'; readonly request: EndRequest; readonly by: number }
  | { readonly is: 'line'; readonly isUp: boolean }
  | { readonly is: 'wait'; readonly ms: number }
  | { readonly is: 'restart' };

const KEYS = Array.from({ length: 10 }, (_, n) => `host-${n}`);
const HEARTBEAT = 'Watchdog';
const LONG = 'a name that is as long as names may be, which is eighty characters as of today, ok';

const anyEvent: fc.Arbitrary<AlertEvent> = fc
  .record({
    source: fc.constantFrom('kuma', 'gatus', 'self'),
    key: fc.constantFrom(...KEYS),
    state: fc.constantFrom(
      ...(['firing', 'firing', 'firing', 'resolved', 'resolved'] as const),
      ...(['nodata', 'info', 'test', 'heartbeat'] as const),
    ),
    severity: fc.constantFrom('critical', 'critical', 'warning', 'info'),
    isNamed: fc.boolean(),
    title: fc.constantFrom('no answer', LONG.slice(0, 80), 'disk 91% [full]'),
    parents: fc.option(fc.subarray(KEYS, { maxLength: 2 }), { nil: undefined }),
    groupKey: fc.option(fc.constantFrom('g1', 'g2'), { nil: undefined }),
    clockOff: fc.option(fc.integer({ min: -2 * DAY, max: 2 * DAY }), { nil: undefined }),
    isSummary: fc.option(fc.boolean(), { nil: undefined }),
    isLongName: fc.boolean(),
  })
  .map(({ isNamed, isLongName, clockOff, ...event }) => ({
    ...event,
    ...(event.state === 'heartbeat' && { key: HEARTBEAT }),
    subject: isNamed ? (isLongName ? `${event.key} ${LONG}`.slice(0, 80) : event.key) : undefined,
    ...(clockOff !== undefined && {
      startedAt: START + clockOff,
      endedAt: START + clockOff + HOUR,
    }),
  }));

const anyStep: fc.Arbitrary<ScriptStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .array(anyEvent, { minLength: 1, maxLength: 5 })
      .map((events) => ({ is: 'report' as const, events })),
  },
  { weight: 1, arbitrary: fc.constant({ is: 'replay' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({
      is: fc.constant('answer' as const),
      verb: fc.constantFrom<Verb>('ack', 'snooze', 'close', 'note', 'pass', 'unack', 'cut'),
      number: fc.integer({ min: 1, max: 4 }),
      which: fc.nat(5),
      by: fc.nat(1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc
      .oneof(
        fc.integer({ min: 1, max: 90 * SECOND }),
        fc.integer({ min: MINUTE, max: 20 * MINUTE }),
        fc.integer({ min: 20 * MINUTE, max: 6 * HOUR }),
      )
      .map((ms) => ({ is: 'wait' as const, ms })),
  },
  { weight: 1, arbitrary: fc.constant({ is: 'restart' as const }) },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...KEYS)), { maxLength: 12 })
      .map((links) => ({ is: 'learn' as const, links })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('hold' as const),
      by: fc.nat(1),
      request: fc.record({
        what: fc.constantFrom(...HOLD_KINDS),
        name: fc.constantFrom(...KEYS, 'all', 'anna', 'ben'),
        minutes: fc.integer({ min: 1, max: 600 }),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      is: fc.constant('end' as const),
      by: fc.nat(1),
      request: fc.record({
        what: fc.constantFrom(...(['maintenance', 'quiet', 'on-call'] as const)),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.boolean().map((isUp) => ({ is: 'line' as const, isUp })) },
);

export const anyScript = fc.array(anyStep, { maxLength: 25 });

interface Sent {
  readonly at: number;
  readonly person: string;
  readonly text: string;
}

/** Plays a script and expects every promise to hold all the time; returns the number of texts. */
export async function playScript(script: readonly ScriptStep[]): Promise<number> {
  const clock = new FakeClock(START);
  const store = createMemoryAlertStore();
  const people = createPeople([anna, ben]);
  const time = createLocalTime(clock, 'UTC');
  const sent: Sent[] = [];
  const keys = new Set<string>();
  const codes = new Map<string, { id: string; closedAt: number }>();
  const firingSince = new Map<string, number>();
  let ids = 0;
  let last: readonly AlertEvent[] = [];

  const open = () =>
    createAlerts({
      transact: (work) =>
        work({
          ...{ alerts: store, after: (then) => then(), record: async () => undefined },
          isUnreachable: async () => false,
          async notify(person, key, { body, footer = '' }) {
            if (key.startsWith('alert-test:') || key.startsWith('hold:')) return;
            expect(keys.has(key), `the key of a text is its own: ${key}`).toBe(false);
            keys.add(key);
            const text = [body, footer].filter(Boolean).join('\n');
            sent.push({ at: clock.now(), person, text });
            const count = countGsm7(text);
            expect(count.isGsm7, text).toBe(true);
            expect(count.septets, text).toBeLessThanOrEqual(MAX_SEPTETS);
            expectNothingBetweenCaps(sent.at(-1));
          },
        }),
      ...{
        store,
        people,
        timeOf: createTimeOfPerson({ people, clock, time }),
        timing: ALERT_TIMING,
      },
      ...{
        caps: ALERT_CAPS,
        newId: () => `i${++ids}`,
        random: () => 0,
        isName: () => false,
        clock,
      },
    });
  let alerts = open();

  function expectNothingBetweenCaps(text: Sent | undefined): void {
    if (!text) return;
    const within = (ms: number): number =>
      sent.filter(({ at, person }) => person === text.person && text.at - at < ms).length;
    expect(within(15 * MINUTE), `texts in 15 minutes: ${text.text}`).toBeLessThanOrEqual(4);
    expect(within(HOUR), `texts in an hour: ${text.text}`).toBeLessThanOrEqual(10);
  }

  /** True while anything may keep texts back; what they promise begins when that is over. */
  let isHeld = false;

  async function keepsTextsBack(now: number): Promise<boolean> {
    const { maintenance, onCall, internet } = await alerts.holds();
    const { downSince, lastOutage } = internet;
    const ends = [...maintenance, ...(onCall ? [onCall] : [])].map(({ until }) => until);
    const lately = Math.max(0, ...ends, lastOutage?.to ?? 0) > now - 20 * MINUTE;
    return downSince !== undefined || lately;
  }

  async function expectPromises(): Promise<void> {
    const now = clock.now();
    isHeld = await keepsTextsBack(now);
    for (const incident of await store.incidents(0)) {
      expectOwnCode(incident, now);
      const members = await store.alertsOf([incident.id]);
      const active = members.filter(isActive);
      const told = Object.values(incident.told);
      if (incident.ending === 'recovered' && incident.closedAt === now) {
        expect(active.map(idOf), 'nothing is over while it fires').toEqual([]);
        const isTold = told.some(({ story, at }) => story === 'over' && at === now);
        const endedAt = Math.max(0, ...members.map(({ changes }) => changes.at(-1) ?? 0));
        if (isTold && incident.leftOver === undefined) {
          expect(now - endedAt, 'over only after a minute').toBeGreaterThanOrEqual(MINUTE);
        }
      }
      expectTold(incident, active.length > 0, now);
    }
  }

  function expectOwnCode({ id, code, closedAt = Number.POSITIVE_INFINITY }: Incident, now: number) {
    if (code === undefined) return;
    const before = codes.get(code);
    if (before && before.id !== id) {
      expect(now - before.closedAt, `${code} is given out again`).toBeGreaterThanOrEqual(3 * DAY);
    }
    codes.set(code, { id, closedAt });
  }

  /** A critical incident that stays firing unanswered is told to everybody within 16 minutes. */
  function expectTold(incident: Incident, isFiring: boolean, now: number): void {
    const isPlain = stateOf(incident) === 'open' && incident.severity === 'critical' && isFiring;
    if (isHeld || !isPlain || incident.flappingSince !== undefined || incident.passed) {
      firingSince.delete(incident.id);
      return;
    }
    const since = firingSince.get(incident.id) ?? now;
    firingSince.set(incident.id, since);
    if (now - since < 16 * MINUTE) return;
    for (const { id } of [anna, ben]) {
      if (sent.filter(({ person, at }) => person === id && now - at < DAY).length >= 25) continue;
      expect(incident.told[id]?.round, `${incident.id} is told to ${id}`).toBe(incident.round);
    }
  }

  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms;
    while (clock.now() < end) {
      const due = (await alerts.nextDue()) ?? end;
      const next = Math.min(end, Math.max(due, clock.now() + SECOND));
      clock.advance(next - clock.now());
      if (due > clock.now()) continue;
      await alerts.advance();
      await expectPromises();
    }
  }

  const responder = (id: string): Responder => ({
    ...{ id, time, nameOf: (name) => name },
    findOther: () => ({ id: id === 'anna' ? 'ben' : 'anna', name: 'the other' }),
  });

  async function learn(links: readonly (readonly [string, string])[]): Promise<void> {
    const parentsOf = (key: string) =>
      links.flatMap(([child, parent]) => (child === key ? [parent] : []));
    await storePlaces(
      alerts,
      'network',
      KEYS.map((key) => machine(key, parentsOf(key))),
    );
  }

  const operations = () =>
    holdOperations({
      ...{ alerts, people, responderOf: ({ id }) => responder(id), nameOf: (id) => id },
      ...{ timeOf: () => time, newId: () => `hold${++ids}` },
    });

  async function hold({ request, by }: Extract<ScriptStep, { is: 'hold' }>): Promise<void> {
    const person = by === 0 ? anna : ben;
    const longer = operations().find(({ name }) => name === HOLD_ALERTS_LONGER);
    if (!longer || !('plan' in longer)) throw new Error('no such operation');
    const plan = await longer.plan(request, person.id);
    if (plan.ok) await longer.execute(request, plan.value.evidence, person.id);
  }

  async function end({ request, by }: Extract<ScriptStep, { is: 'end' }>): Promise<void> {
    const operation = operations().find(({ name }) => name === END_HOLD);
    if (!operation || !isNote(operation)) throw new Error('no such operation');
    const caller = callerOf({ isOperator: () => true }, (by === 0 ? anna : ben).id, 'sms');
    await operation.call(request, caller);
  }

  async function answer({
    verb,
    number,
    which,
    by,
  }: Extract<ScriptStep, { is: 'answer' }>): Promise<void> {
    await alerts.decide(({ decision }) => {
      const all = decision.book.incidents().filter(({ code }) => code !== undefined);
      const incident = all[which % Math.max(1, all.length)];
      if (incident) {
        respond(
          decision,
          incident,
          { verb, number, words: 'x' },
          responder(by === 0 ? 'anna' : 'ben'),
        );
      }
    });
  }

  /** A report that comes again changes no incident. */
  async function replay(): Promise<void> {
    const repeated = last.filter(({ state }) => state === 'firing' || state === 'resolved');
    const isOnce = new Set(repeated.map(idOf)).size === repeated.length;
    if (repeated.length < last.length || !isOnce) return;
    const before = await store.incidents(0);
    await alerts.receive(last);
    expect(await store.incidents(0), 'a repeated report changes nothing').toEqual(before);
  }

  async function report(events: readonly AlertEvent[]): Promise<void> {
    last = events;
    await alerts.receive(events);
    await replay();
  }

  function play(step: ScriptStep): Promise<void> | void {
    switch (step.is) {
      case 'report':
        return report(step.events);
      case 'replay':
        return alerts.receive(last);
      case 'answer':
        return answer(step);
      case 'learn':
        return learn(step.links);
      case 'hold':
        return hold(step);
      case 'end':
        return end(step);
      case 'line':
        return alerts.setInternet(step.isUp, clock.now());
      case 'wait':
        return pass(step.ms);
      case 'restart':
        alerts = open();
        return undefined;
      default:
        return step satisfies never;
    }
  }

  for (const step of script) {
    await play(step);
    await expectPromises();
  }
  await alerts.setInternet(true, clock.now());
  const all = script.flatMap((step) => (step.is === 'report' ? step.events : []));
  const others = all.filter(({ key }) => key !== HEARTBEAT);
  await alerts.receive(others.map((event) => ({ ...event, state: 'resolved' as const })));
  await pass(2 * DAY);
  const left = (await store.incidents(0)).filter(({ closedAt }) => closedAt === undefined);
  for (const { id } of left) {
    const active = (await store.alertsOf([id])).filter(isActive);
    expect(
      active.map(({ key }) => key),
      `what is left: ${id}`,
    ).toContain(HEARTBEAT);
  }
  if (others.length === all.length) {
    expect(await alerts.nextDue(), 'nothing is due').toBeUndefined();
  }
  return sent.length;
}
