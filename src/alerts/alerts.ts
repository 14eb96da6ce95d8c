import type { People } from '../people/people.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Transact } from '../store/transact.ts';
import { addContext } from './add-context.ts';
import { advance } from './advance.ts';
import type { AlertId } from './alert.ts';
import type { AlertEvent } from './alert-event.ts';
import { loadBook, openSession, type SessionDependencies, saveSession } from './alert-session.ts';
import type { AlertStore } from './alert-store.ts';
import type { AlertCaps } from './alert-timing.ts';
import type { AlertRecord, AlertSession, AlertTransaction } from './alert-transaction.ts';
import { endChecks, takeChecks } from './checks.ts';
import type { Decision } from './decision.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { dueAt } from './due-at.ts';
import { missHeartbeats, missingAt } from './heartbeats.ts';
import { type Holds, loadHolds, storeHolds } from './holds.ts';
import { isKnown, withInternet } from './internet.ts';
import { loadGraph } from './load-graph.ts';
import { noteReported } from './note-reported.ts';
import { observe } from './observe.ts';
import { type AlertReader, NEW_READER } from './reader.ts';
import { answerTests, recipientsOf, sendTexts } from './send-texts.ts';
import { tell } from './tell.ts';

export interface AlertDependencies extends SessionDependencies {
  readonly transact: Transact<AlertTransaction>;
  /** The store for reads, which need no transaction. */
  readonly store: AlertStore;
  /** Called when something changed that may be due sooner. */
  readonly onChange?: () => void;
  readonly people: People;
  readonly timeOf: TimeOfPerson;
  readonly caps: AlertCaps;
  /** Returns true for an alert about something imaginary. */
  readonly isDemo?: (source: string, alert: string) => boolean;
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

/** Creates the keeper of alerts: every change of theirs is one transaction. */
export function createAlerts(dependencies: AlertDependencies): Alerts {
  const { transact, store, people, timeOf, timing, caps, clock } = dependencies;
  const { onChange, isDemo = () => false } = dependencies;

  return {
    receive: (events, memos) =>
      transact(async (tx) => {
        const parents = events.flatMap(({ source, parents: keys = [] }) =>
          keys.map((key) => ({ source, key })),
        );
        const graph = events.some(isTrouble) ? await loadGraph(tx.alerts) : undefined;
        const session = await openSession(dependencies, tx, [...events, ...parents], graph);
        observe(session.decision, events);
        await answerTests(session, events, people);
        const changes = await noteReported(tx.alerts, events, session.decision.now);
        await saveSession(session, {
          memos: new Map([...(memos ?? []), ...changes]),
          areTextsSent: false,
        });
        tx.after(() => onChange?.());
      }),

    advance: () =>
      transact(async (tx) => {
        const session = await openSession(dependencies, tx, []);
        const { decision } = session;
        missHeartbeats(decision, await tx.alerts.heartbeats());
        advance(decision);
        const memos = await addContext(decision, tx.alerts);
        const areas = takeChecks(decision);
        const told = tell(decision, await recipientsOf(session, people), caps);
        await sendTexts(session, told.texts, { people, timeOf, isDemo });
        for (const incident of decision.book.incidents()) {
          // Also those that did not change: their next time is another one now, or there is none any more.
          const isForgotten = decision.now - (incident.closedAt ?? decision.now) > timing.codeRest;
          if (isForgotten || dueAt(decision, incident) !== undefined) {
            decision.book.putIncident(incident);
          }
        }
        await saveSession(session, { readers: told.readers, memos, areTextsSent: true });
        return areas;
      }),

    endChecks: (askedAt) =>
      transact(async (tx) => {
        const session = await openSession(dependencies, tx, []);
        endChecks(session.decision, askedAt);
        await saveSession(session, { areTextsSent: false });
        tx.after(() => onChange?.());
      }),

    async nextDue() {
      const heartbeats = await store.heartbeats();
      const times = [await store.nextDue(), ...heartbeats.map(missingAt)];
      const known = times.filter((at) => at !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },

    async view(read) {
      const [book, now] = [await loadBook(store, [], dependencies), clock.now()];
      return { value: read({ book, now }), now };
    },

    graph: () => loadGraph(store),
    holds: () => loadHolds(store),

    async setInternet(isUp, since) {
      const { internet } = await loadHolds(store);
      if (isKnown(internet, isUp, clock.now())) return;
      await transact(async (tx) => {
        const holds = await loadHolds(tx.alerts);
        const [at, now] = [Math.floor(since), Math.floor(clock.now())];
        await storeHolds(tx.alerts, withInternet(holds, isUp, at, now), now);
        tx.after(() => onChange?.());
      });
    },

    reader: async (person) => (await store.readers()).get(person) ?? NEW_READER,

    decide: (work, by, about = []) =>
      transact(async (tx) => {
        const session = await openSession(dependencies, tx, about);
        const result = await work(session);
        await saveSession(session, { by, areTextsSent: false });
        tx.after(() => onChange?.());
        return result;
      }),
  };
}

/** Returns true for a report that may need a cause. */
const isTrouble = ({ state }: AlertEvent): boolean => state === 'firing' || state === 'nodata';
