import type { Clock } from '../core/clock.ts';
import { quoteName } from '../operation/quote-name.ts';
import type { Face } from '../people/caller.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { People } from '../people/people.ts';
import type { Person, PersonId } from '../people/person.ts';
import { isQuiet } from '../people/quiet-hours.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Transact } from '../store/transact.ts';
import { addContext } from './add-context.ts';
import { advance } from './advance.ts';
import type { AlertId } from './alert.ts';
import { type AlertBook, createAlertBook, type Transition } from './alert-book.ts';
import type { AlertEvent } from './alert-event.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertText, Recipient } from './alert-text.ts';
import type { AlertCaps, AlertTiming } from './alert-timing.ts';
import { endChecks, takeChecks } from './checks.ts';
import type { Decision } from './decision.ts';
import { createDependencies } from './dependencies.ts';
import { type DependencyGraph, EMPTY_GRAPH } from './dependency-graph.ts';
import { dueAt } from './due-at.ts';
import { missHeartbeats, missingAt } from './heartbeats.ts';
import { type Holds, loadHolds, storeHolds } from './holds.ts';
import { type IncidentState, stateOf } from './incident.ts';
import { withInternet } from './internet.ts';
import { loadGraph } from './load-graph.ts';
import { noteReported } from './note-reported.ts';
import { observe } from './observe.ts';
import { type AlertReader, NEW_READER } from './reader.ts';
import { toSafeWords } from './safe-words.ts';
import { tell } from './tell.ts';
import { type Wording, wordText } from './wording.ts';

/** A line of the record about an incident. */
export interface AlertRecord extends Transition {
  readonly at: number;
  /** The person who caused it; missing when time or a source did. */
  readonly by?: { readonly id: string; readonly face: Face } | undefined;
}

/** A text about alerts; a critical one goes out also when the month's limit for texts is used up. */
export interface AlertNotice extends Wording {
  readonly importance?: 'critical' | undefined;
}

/** The stores and effects of one transaction about alerts. */
export interface AlertTransaction {
  readonly alerts: AlertStore;
  /** Sends a person a text of its own, once for each key. */
  readonly notify: (person: PersonId, key: string, words: AlertNotice) => Promise<void>;
  readonly record: (line: AlertRecord) => Promise<void>;
  /** Returns true for somebody who gets no texts at all. */
  readonly isLockedOut: (person: Person) => Promise<boolean>;
}

export interface AlertDependencies {
  readonly transact: Transact<AlertTransaction>;
  /** The store for reads, which need no transaction. */
  readonly store: AlertStore;
  /** Called when something changed that may be due sooner. */
  readonly onChange?: () => void;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  readonly timing: AlertTiming;
  readonly caps: AlertCaps;
  readonly newId: () => string;
  readonly random: () => number;
  /** Returns true for the name of a thing, which no code may be equal to. */
  readonly isName: (word: string) => boolean;
  /** Returns true for an alert about something imaginary. */
  readonly isDemo?: (source: string, alert: string) => boolean;
  readonly clock: Pick<Clock, 'now'>;
}

/** A decision with everything it reads, and the stores to save it in. */
export interface AlertSession {
  readonly decision: Decision;
  readonly readers: ReadonlyMap<string, AlertReader>;
  readonly tx: AlertTransaction;
}

export interface Viewed<T> {
  readonly value: T;
  readonly now: number;
}

export interface Alerts {
  /** Stores what sources report; resolves when it is committed. `memos` are stored with it. */
  readonly receive: (
    events: readonly AlertEvent[],
    memos?: ReadonlyMap<string, unknown>,
  ) => Promise<void>;
  /** Lets time pass, and sends the texts that are due. Returns the areas in which causes of new alerts may be. */
  readonly advance: () => Promise<ReadonlySet<string>>;
  /** Lets alerts wait no longer for the areas that were to be asked at that time. */
  readonly endChecks: (askedAt: number) => Promise<void>;
  /** Returns the next time at which something is due. */
  readonly nextDue: () => Promise<number | undefined>;
  /** Reads alerts and incidents as they are now. */
  readonly view: <T>(read: (seen: Pick<Decision, 'book' | 'now'>) => T) => Promise<Viewed<T>>;
  /** Returns what was learned about what depends on what. */
  readonly graph: () => Promise<DependencyGraph>;
  /** Returns what keeps texts about several incidents back. */
  readonly holds: () => Promise<Holds>;
  readonly reader: (person: string) => Promise<AlertReader>;
  /** Stores that the line to the internet is up, or down since then. While it is down no text goes out. */
  readonly setInternet: (isUp: boolean, since: number) => Promise<void>;
  /** Makes one decision in a transaction, and stores what it changed. `about` names alerts that are in no incident. */
  readonly decide: <T>(
    work: (session: AlertSession) => T | Promise<T>,
    by?: AlertRecord['by'],
    about?: readonly AlertId[],
  ) => Promise<T>;
}

/** States in which nothing can be told at once. */
const SETTLED: ReadonlySet<IncidentState> = new Set(['pending', 'closed']);

/** A source whose test button is pressed again and again is answered once in this time. */
const TEST_EVERY_MS = 60_000;

/** Creates the keeper of alerts: every change of theirs is one transaction. */
export function createAlerts(dependencies: AlertDependencies): Alerts {
  const { transact, store, people, timeOf, timing, caps } = dependencies;
  const { newId, random, isName, clock, onChange, isDemo = () => false } = dependencies;

  /** Loads what a decision about these alerts may need: them, and all incidents that may still change. */
  async function load(alerts: AlertStore, ids: readonly AlertId[]): Promise<AlertBook> {
    const now = clock.now();
    const incidents = await alerts.incidents(now - timing.codeRest);
    const lively = incidents.filter(
      ({ closedAt, held }) =>
        closedAt === undefined || now - closedAt <= timing.reopen || Object.keys(held).length > 0,
    );
    const [ofIncidents, named] = [
      await alerts.alertsOf(lively.map(({ id }) => id)),
      ids.length === 0 ? [] : await alerts.alerts(ids),
    ];
    return createAlertBook({ incidents, alerts: [...named, ...ofIncidents] });
  }

  async function open(
    tx: AlertTransaction,
    ids: readonly AlertId[],
    graph = EMPTY_GRAPH,
  ): Promise<AlertSession> {
    const book = await load(tx.alerts, ids);
    const now = Math.floor(clock.now()); // stores keep whole milliseconds
    const dependencies = createDependencies(graph, now);
    const holds = await loadHolds(tx.alerts);
    const decision = { book, now, timing, newId, random, isName, dependencies, holds };
    return { decision, readers: await tx.alerts.readers(), tx };
  }

  async function save(
    { decision, tx }: AlertSession,
    more: {
      readonly readers?: ReadonlyMap<string, AlertReader>;
      readonly memos?: ReadonlyMap<string, unknown> | undefined;
      readonly by?: AlertRecord['by'];
      /** True when the texts that are due have been sent: the incidents then wait for their next time. */
      readonly areTextsSent: boolean;
    },
  ): Promise<void> {
    const { alerts, incidents, transitions } = decision.book.changes();
    const { now } = decision;
    await tx.alerts.save({
      alerts,
      incidents: incidents.map((incident) => ({
        incident,
        dueAt:
          more.areTextsSent || SETTLED.has(stateOf(incident)) ? dueAt(decision, incident) : now,
      })),
      ...(more.readers && { readers: more.readers }),
      ...(more.memos && { memos: more.memos }),
    });
    for (const transition of transitions) await tx.record({ ...transition, at: now, by: more.by });
  }

  async function recipients({
    decision,
    readers,
    tx,
  }: AlertSession): Promise<readonly Recipient[]> {
    const all: Recipient[] = [];
    for (const person of people.operators) {
      if (await tx.isLockedOut(person)) continue;
      const reader = readers.get(person.id) ?? NEW_READER;
      all.push({ person: person.id, isQuiet: isQuietFor(person, reader, decision.now), reader });
    }
    return all;
  }

  async function send({ decision, tx }: AlertSession, texts: readonly AlertText[]): Promise<void> {
    for (const text of texts) {
      const person = people.find(text.person);
      if (!person) continue;
      const nameOf = (id: string): string => nameOfPerson(people, id);
      const outage = decision.holds.internet.lastOutage;
      const context = { book: decision.book, time: timeOf(person.id), nameOf, isDemo, outage };
      await tx.notify(person.id, text.key, {
        ...wordText(context, text),
        ...(isCritical(text) && { importance: 'critical' }),
      });
    }
  }

  async function answerTests(tx: AlertTransaction, events: readonly AlertEvent[]): Promise<void> {
    const minute = Math.floor(clock.now() / TEST_EVERY_MS);
    for (const { state, source, title } of events) {
      if (state !== 'test') continue;
      const words = {
        body: `${toSafeWords(title)} OK. Alerts from ${quoteName(source)} reach you here.`,
      };
      for (const { id } of people.operators) {
        await tx.notify(id, `alert-test:${source}:${id}:${minute}`, words);
      }
    }
  }

  return {
    receive: (events, memos) =>
      transact(async (tx) => {
        const parents = events.flatMap(({ source, parents: keys = [] }) =>
          keys.map((key) => ({ source, key })),
        );
        const graph = events.some(isTrouble) ? await loadGraph(tx.alerts) : undefined;
        const session = await open(tx, [...events, ...parents], graph);
        observe(session.decision, events);
        await answerTests(tx, events);
        const changes = await noteReported(tx.alerts, events, session.decision.now);
        await save(session, {
          memos: new Map([...(memos ?? []), ...changes]),
          areTextsSent: false,
        });
        tx.after(() => onChange?.());
      }),

    advance: () =>
      transact(async (tx) => {
        const session = await open(tx, []);
        const { decision } = session;
        missHeartbeats(decision, await tx.alerts.heartbeats());
        advance(decision);
        const memos = await addContext(decision, tx.alerts);
        const areas = takeChecks(decision);
        const told = tell(decision, await recipients(session), caps);
        await send(session, told.texts);
        for (const incident of decision.book.incidents()) {
          // Also those that did not change: their next time is another one now, or there is none any more.
          const isForgotten = decision.now - (incident.closedAt ?? decision.now) > timing.codeRest;
          if (isForgotten || dueAt(decision, incident) !== undefined) {
            decision.book.putIncident(incident);
          }
        }
        await save(session, { readers: told.readers, memos, areTextsSent: true });
        return areas;
      }),

    endChecks: (askedAt) =>
      transact(async (tx) => {
        const session = await open(tx, []);
        endChecks(session.decision, askedAt);
        await save(session, { areTextsSent: false });
        tx.after(() => onChange?.());
      }),

    async nextDue() {
      const heartbeats = await store.heartbeats();
      const times = [await store.nextDue(), ...heartbeats.map(missingAt)];
      const known = times.filter((at) => at !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },

    async view(read) {
      const [book, now] = [await load(store, []), clock.now()];
      return { value: read({ book, now }), now };
    },

    graph: () => loadGraph(store),
    holds: () => loadHolds(store),

    async setInternet(isUp, since) {
      const { internet } = await loadHolds(store);
      if (isUp === (internet.downSince === undefined)) return;
      await transact(async (tx) => {
        const holds = await loadHolds(tx.alerts);
        await storeHolds(tx.alerts, withInternet(holds, isUp, Math.floor(since)), clock.now());
        tx.after(() => onChange?.());
      });
    },

    reader: async (person) => (await store.readers()).get(person) ?? NEW_READER,

    decide: (work, by, about = []) =>
      transact(async (tx) => {
        const session = await open(tx, about);
        const result = await work(session);
        await save(session, { by, areTextsSent: false });
        tx.after(() => onChange?.());
        return result;
      }),
  };
}

/** Returns true for a report that may need a cause. */
const isTrouble = ({ state }: AlertEvent): boolean => state === 'firing' || state === 'nodata';

const isQuietFor = (person: Person, { quietUntil = 0 }: AlertReader, now: number): boolean =>
  quietUntil > now || isQuiet(person, now);

/** The digest of what quiet hours held back can wait, whatever it is about. */
const isCritical = ({ kind, items }: AlertText): boolean =>
  kind !== 'digest' && items.some(({ incident }) => incident.severity === 'critical');
