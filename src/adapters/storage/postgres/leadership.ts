import type { ClientConfig } from 'pg';
import type { Clock } from '../../../core/clock.ts';
import { waitUnlessAborted } from '../../../core/wait-unless-aborted.ts';
import { createDuties } from '../../../store/duties.ts';
import type { Leadership, Replica, ReplicaState } from '../../../store/leadership.ts';
import { type ControlSession, openControlSession } from './control-session.ts';
import { createDatabaseClock } from './database-clock.ts';
import { endFrozenLeader, LEADER_LEFT, leave, renewTerm, tryLead } from './leader-lock.ts';
import { createNoticeChannels, type NoticeChannels } from './notice-channels.ts';
import { type AliveReplicas, deleteOldReplicas, readAlive, renewLease } from './replica-lease.ts';
import { REPLICA_TIMING, type ReplicaTiming } from './replica-timing.ts';
import { createTerm } from './term.ts';

/** The membership of this process among the replicas on one database. */
export interface Membership extends AsyncDisposable {
  readonly leadership: Leadership;
  /** The database's time: replicas agree on it. */
  readonly clock: Clock;
  /** Returns the token that a write of the leader carries; 0, which is never the newest, while this replica does not lead. */
  readonly token: () => number;
  readonly onNotice: NoticeChannels['onNotice'];
  /** Resolves when the first lease is in force: until then others take this replica for dead. */
  readonly joined: Promise<void>;
}

interface Dependencies {
  readonly client: ClientConfig;
  readonly self: Replica;
  readonly clock: Clock;
  readonly timing?: ReplicaTiming;
  readonly log: Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;
}

/** The server needs a moment to release the lock of a connection that it ends. */
const RELEASE_MS = 100;
const MIN_PAUSE_MS = 250;
const MAX_PAUSE_MS = 5000;
/** On shutdown, duties end within this time, or the next leader begins while they do. */
const WIND_DOWN_MS = 1000;
/** On shutdown, others are told within this time. */
const LEAVE_MS = 2000;

/**
 * Joins the replicas on one database. Everything goes on while that is down: then this replica does not lead, and keeps
 * trying to connect.
 */
export function joinReplicas(dependencies: Dependencies): Membership {
  const { client, self, clock: system, timing = REPLICA_TIMING, log } = dependencies;
  const { beatMs, leaseMs, termMs, holdMs } = timing;
  const clock = createDatabaseClock(system);
  const duties = createDuties(log);
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const joined = Promise.withResolvers<void>();
  let beat = Promise.withResolvers<void>();
  let session: ControlSession | undefined;
  let seen: (AliveReplicas & { readonly at: number }) | undefined;
  let isLeaving = false;
  let problem: string | undefined = 'not connected to the database yet';

  function hurry(): void {
    beat.resolve();
    beat = Promise.withResolvers<void>();
  }

  const channels = createNoticeChannels(hurry);
  channels.onNotice(LEADER_LEFT, hurry);

  const term = createTerm({
    clock,
    holdMs,
    onBegin(token) {
      if (isLeaving) return;
      log.info({ replica: self.name, token }, 'this replica leads');
      duties.begin();
    },
    onEnd(hasBegun) {
      void duties.end();
      session?.[Symbol.dispose](); // whatever the reason: the lock goes with the connection
      const level = isLeaving ? 'info' : 'warn';
      if (hasBegun) log[level]({ replica: self.name }, 'this replica leads no more');
    },
  });

  /** Renews what this replica holds, and leads when nobody else does. */
  async function renew(current: ControlSession): Promise<void> {
    const askedAt = clock.steady();
    if (term.held() > 0) {
      if (!(await renewTerm(current, self.id, term.held()))) return term.end();
      term.renew(askedAt);
      await renewLease(current, self, { leaseMs, clock });
    } else {
      await renewLease(current, self, { leaseMs, clock });
      await stand(current);
    }
    joined.resolve();
    seen = { ...(await readAlive(current, termMs)), at: clock.steady() };
  }

  async function stand(current: ControlSession): Promise<void> {
    const askedAt = clock.steady();
    const given = await tryLead(current, self.id, termMs);
    if (!given) {
      if (await endFrozenLeader(current, termMs)) void clock.wait(RELEASE_MS).then(hurry);
    } else if (!current.ended.aborted && !isStopping()) {
      term.begin({ ...given, askedAt });
      await deleteOldReplicas(current);
    }
  }

  async function attend(current: ControlSession, onRenewed: () => void): Promise<void> {
    while (!current.ended.aborted && !isStopping()) {
      const next = beat.promise; // before it looks: a notice meanwhile counts
      await channels.listen(current);
      await renew(current);
      onRenewed();
      const over = AbortSignal.any([current.ended, stopping.signal]);
      await Promise.race([next, waitUnlessAborted(clock, beatMs, over)]);
    }
  }

  async function connectOnce(onRenewed: () => void): Promise<void> {
    using current = await openControlSession({ client, onNotice: channels.receive });
    session = current;
    current.ended.addEventListener('abort', term.end, { once: true });
    try {
      await attend(current, onRenewed);
      if (isStopping()) await leave(current, self.id);
    } finally {
      session = undefined;
    }
  }

  async function run(): Promise<void> {
    let failures = 0;
    function onRenewed(): void {
      if (failures > 0) log.info({}, 'the database answers again');
      failures = 0;
      problem = undefined;
    }
    while (!isStopping()) {
      const cause = await connectOnce(onRenewed).then(
        () => new Error('the connection to the database was lost'),
        (err: unknown) => err,
      );
      if (isStopping()) return;
      problem = cause instanceof Error ? cause.message : String(cause);
      if (failures === 0)
        log.warn({ err: cause }, 'this replica has no connection to the database');
      failures += 1;
      await waitUnlessAborted(clock, pauseAfter(failures), stopping.signal);
    }
  }

  function describe(): ReplicaState {
    const isLeading = term.token() > 0;
    const isFresh = seen !== undefined && clock.steady() - seen.at < leaseMs;
    const { alive, leader } = seen && isFresh ? seen : { alive: [self], leader: undefined };
    return { self, isLeading, leader: isLeading ? self.name : leader?.name, alive, problem };
  }

  const running = run();
  return {
    leadership: { isShared: true, lead: duties.add, describe },
    clock,
    token: term.token,
    onNotice: channels.onNotice,
    joined: joined.promise,
    async [Symbol.asyncDispose]() {
      isLeaving = true;
      await Promise.race([duties.end(), system.wait(WIND_DOWN_MS)]);
      stopping.abort();
      await Promise.race([running, system.wait(LEAVE_MS)]);
      session?.[Symbol.dispose]();
    },
  };
}

/** The pause after so many failures in a row; random, so that replicas do not come back in the same moment. */
const pauseAfter = (failures: number): number =>
  Math.min(MIN_PAUSE_MS * 2 ** (failures - 1), MAX_PAUSE_MS) * (0.5 + Math.random() / 2);
