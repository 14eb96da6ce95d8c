import { expect } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createStores } from '../../src/adapters/storage/sqlite/stores.ts';
import type { Stores } from '../../src/adapters/storage/stores.ts';
import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { ALERT_CAPS, ALERT_TIMING } from '../../src/alerts/alert-timing.ts';
import type { AlertRecord } from '../../src/alerts/alert-transaction.ts';
import { type Alerts, createAlerts } from '../../src/alerts/alerts.ts';
import { storePlaces } from '../../src/alerts/store-places.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import { createPeople, type People } from '../../src/people/people.ts';
import { type Person, personOfNumber, toPersonId } from '../../src/people/person.ts';
import { createTimeOfPerson } from '../../src/people/time-of-person.ts';
import { FakeClock } from './fake-clock.ts';
import { ALICE, number } from './phone-number.ts';

/** A text about alerts that went out. */
export interface SentText {
  /** Seconds since the beginning. */
  readonly at: number;
  readonly person: string;
  readonly key: string;
  readonly text: string;
  readonly importance: 'critical' | undefined;
}

/** The alerts of a house with a fake clock, and the texts that went out. */
export interface AlertHouse extends Disposable {
  readonly alerts: Alerts;
  readonly clock: FakeClock;
  readonly people: People;
  readonly sent: SentText[];
  readonly records: AlertRecord[];
  readonly stores: Stores;
  /** Reports something at that second. */
  readonly report: (at: number, ...events: readonly AlertEvent[]) => Promise<void>;
  /** Lets an area list its things at that second. */
  readonly learn: (at: number, area: string, things: readonly PlacedThing[]) => Promise<void>;
  /** Lets time pass until that second. */
  readonly until: (at: number) => Promise<void>;
  /** Returns the next text, which went out between those seconds. */
  readonly text: (from: number, to: number) => Promise<string>;
  /** Lets somebody get no texts any more. */
  readonly lockOut: (id: string) => void;
  /** Takes somebody off the list. */
  readonly leave: (id: string) => void;
  /** Expects no other text until that second. */
  readonly nothingUntil: (at: number) => Promise<void>;
}

export const anna: Person = {
  ...personOfNumber(number(ALICE), 'operator', 'UTC'),
  ...{ id: toPersonId('anna'), name: 'anna' },
};
export const ben: Person = {
  ...personOfNumber(number('+15550100002'), 'operator', 'UTC'),
  ...{ id: toPersonId('ben'), name: 'ben' },
};

interface Choices {
  readonly people?: readonly Person[];
  readonly start?: number;
  readonly random?: () => number;
  readonly isName?: (word: string) => boolean;
}

export function openAlertHouse({
  people: all = [anna],
  start = Date.UTC(2026, 10, 21, 12, 0, 0),
  random = () => 0,
  isName = () => false,
}: Choices = {}): AlertHouse {
  const clock = new FakeClock(start);
  const database = openDatabase('memory:');
  const stores = createStores(database, { textsPerHour: 1000, clock });
  let listed = createPeople(all);
  const people: People = {
    get all() {
      return listed.all;
    },
    get operators() {
      return listed.operators;
    },
    at: (address) => listed.at(address),
    find: (id) => listed.find(id),
    isOperator: (id) => listed.isOperator(id),
  };
  const sent: SentText[] = [];
  const records: AlertRecord[] = [];
  const keys = new Set<string>();
  const lockedOut = new Set<string>();
  let ids = 0;
  let heard = 0;
  const seconds = (): number => (clock.now() - start) / 1000;

  const alerts = createAlerts({
    transact: (work) =>
      stores.transact((tx) =>
        work({
          alerts: tx.alerts,
          isUnreachable: async ({ id }) => lockedOut.has(id),
          after: tx.after,
          async notify(person, key, { body, footer, importance }) {
            if (keys.has(key)) return;
            keys.add(key);
            const text = [body, footer].filter(Boolean).join('\n');
            sent.push({ at: seconds(), person, key, text, importance });
          },
          record: async (line) => void records.push(line),
        }),
      ),
    store: stores.alerts,
    people,
    timeOf: createTimeOfPerson({ people, clock, time: createLocalTime(clock, 'UTC') }),
    timing: ALERT_TIMING,
    caps: ALERT_CAPS,
    newId: () => `i${++ids}`,
    ...{ random, isName, clock },
  });

  async function until(at: number): Promise<void> {
    while (seconds() < at) {
      const due = await alerts.nextDue();
      const target = start + at * 1000;
      const next = due === undefined ? target : Math.min(target, Math.max(due, clock.now() + 1000));
      clock.advance(next - clock.now());
      if (due !== undefined && due <= clock.now()) await alerts.advance();
    }
  }

  return {
    ...{ alerts, clock, people, sent, records, stores, until },
    lockOut: (id) => void lockedOut.add(id),
    leave(id) {
      listed = createPeople(all.filter((person) => person.id !== id));
    },
    async report(at, ...events) {
      await until(at);
      await alerts.receive(events);
    },
    async learn(at, area, things) {
      await until(at);
      await storePlaces(alerts, area, things);
    },
    async text(from, to) {
      await until(to);
      const next = sent[heard];
      expect(next, `a text between ${from} and ${to} s`).toBeDefined();
      heard += 1;
      expect(next?.at, next?.text).toBeGreaterThanOrEqual(from);
      expect(next?.at, next?.text).toBeLessThanOrEqual(to);
      return next?.text ?? '';
    },
    async nothingUntil(at) {
      await until(at);
      expect(sent.slice(heard)).toEqual([]);
    },
    [Symbol.dispose]: () => database[Symbol.dispose](),
  };
}

/** A report that something is down. */
export const down = (subject: string, over: Partial<AlertEvent> = {}): AlertEvent => ({
  ...{ source: 'kuma', key: subject, state: 'firing', severity: 'critical', subject },
  ...{ title: 'no answer', ...over },
});

/** A report that something is well again. */
export const up = (subject: string, over: Partial<AlertEvent> = {}): AlertEvent =>
  down(subject, { state: 'resolved', ...over });

/** A machine in the network, below others. */
export const machine = (
  name: string,
  parents: readonly string[] = [],
  kind: 'device' | 'client' = 'client',
): PlacedThing => ({ subject: `network/${kind}/${name}`, name, addresses: [name], parents });
