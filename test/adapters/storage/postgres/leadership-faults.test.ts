import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../../../../src/core/clock.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { expectFenced } from '../../../support/expect-fenced.ts';
import { FENCED_WRITE, WRITTEN_TABLE } from '../../../support/fenced-write.ts';
import {
  createReplicaDatabase,
  joinAs,
  QUICK,
  type ReplicaDatabase,
  type TestReplica,
} from '../../../support/join-replica.ts';
import { type Link, openLink } from '../../../support/postgres-link.ts';
import { portOf, stoppableClock, terminate, through } from '../../../support/replica-faults.ts';
import { runsOf } from '../../../support/share.ts';

const NAMES = ['one', 'two', 'three', 'four'] as const;

const FAULTS = ['cut', 'stall', 'go on', 'terminate', 'leave', 'die', 'freeze'] as const;

type Fault = (typeof FAULTS)[number];

/** A replica that writes while it leads, and some times more after it has lost the lead, as if it had not noticed. */
interface Writer extends AsyncDisposable {
  readonly replica: TestReplica;
  readonly link: Link;
  /** Stops its clock, as if it had been frozen: it does not know any more that it leads too long, and writes on. */
  readonly freeze: () => void;
  readonly isFrozen: () => boolean;
}

const WRITES_TOO_LATE = 20;

async function startWriter(database: ReplicaDatabase, name: string): Promise<Writer> {
  const link = await openLink(portOf(database.url));
  const { clock, stop } = stoppableClock();
  let isFrozen = false;
  const replica = joinAs(name, through(database.url, link.port), { clock, timing: QUICK });
  replica.leadership.lead(async (signal) => {
    const token = replica.token();
    let late = 0;
    while (late < WRITES_TOO_LATE) {
      if (signal.aborted) late += 1;
      await database.query(FENCED_WRITE, [token, name]);
      await systemClock.wait(5);
    }
  });
  return {
    ...{ replica, link, isFrozen: () => isFrozen },
    freeze() {
      isFrozen = true;
      stop();
    },
    async [Symbol.asyncDispose]() {
      await replica[Symbol.asyncDispose]();
      await link[Symbol.asyncDispose]();
    },
  };
}

/** Some replicas on one database, to which the same thing happens as to real ones. */
class Replicas implements AsyncDisposable {
  readonly #database: ReplicaDatabase;
  readonly #writers = new Map<string, Writer>();

  constructor(database: ReplicaDatabase) {
    this.#database = database;
  }

  async start(name: string): Promise<void> {
    this.#writers.set(name, await startWriter(this.#database, name));
  }

  /** Those that take themselves for the leader, and are not frozen. */
  leaders = (): readonly string[] =>
    [...this.#writers].flatMap(([name, { replica, isFrozen }]) =>
      replica.token() > 0 && !isFrozen() ? [name] : [],
    );

  /** Lets something happen to the one that leads, or to the one named. */
  async suffer(fault: Fault, victim: string | undefined): Promise<void> {
    const [name = NAMES[0]] = victim === undefined ? this.leaders() : [victim];
    const writer = this.#writers.get(name);
    if (!writer) throw new Error('no such replica');
    switch (fault) {
      case 'cut':
        return writer.link.cut();
      case 'stall':
        return writer.link.stall();
      case 'go on':
        return writer.link.goOn();
      case 'terminate':
        return terminate(this.#database, name);
      case 'freeze':
        return writer.freeze();
      case 'leave':
        await writer[Symbol.asyncDispose]();
        return this.start(name);
      case 'die':
        await writer.link[Symbol.asyncDispose]();
        await writer.replica[Symbol.asyncDispose]();
        return this.start(name);
      default:
        return fault satisfies never;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#writers.values()].map((one) => one[Symbol.asyncDispose]()));
  }
}

const events = fc.array(
  fc.record({
    fault: fc.constantFrom(...FAULTS),
    /** Mostly the one that leads. */
    victim: fc.option(fc.constantFrom(...NAMES), { freq: 1, nil: undefined }),
    /** Or the next thing happens in the middle of it. */
    isAwaited: fc.boolean(),
  }),
  { minLength: 4, maxLength: 8 },
);

describeOnPostgres('replicas', () => {
  test('never lead at the same time, and nothing is written with an older token after a newer one', () =>
    fc.assert(
      fc.asyncProperty(events, async (happened) => {
        await using database = await createReplicaDatabase();
        await database.query(WRITTEN_TABLE);
        await using replicas = new Replicas(database);
        await Promise.all(NAMES.map((name) => replicas.start(name)));
        const together: string[] = [];
        const watching = setInterval(() => {
          const leaders = replicas.leaders();
          if (leaders.length > 1) together.push(leaders.join(' and '));
        }, 5);
        await using _ = { [Symbol.asyncDispose]: async () => clearInterval(watching) };
        const oneLeads = () => expect.poll(() => replicas.leaders().length).toBe(1);

        await oneLeads();
        for (const { fault, victim, isAwaited } of happened) {
          await replicas.suffer(fault, victim);
          if (isAwaited) await oneLeads();
        }
        for (const name of NAMES) await replicas.suffer('leave', name);
        await oneLeads();

        expect(together).toEqual([]);
        await expectFenced(database);
      }),
      { numRuns: runsOf(4), endOnFailure: true, verbose: 1 },
    ));
});
