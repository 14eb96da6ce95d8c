import { z } from 'zod';
import { openApprovalStores } from '../../src/adapters/storage/sqlite/approval-stores.ts';
import { type Database, openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { transactOver } from '../../src/adapters/storage/sqlite/transact-over.ts';
import { type Approvals, createApprovals } from '../../src/approvals/approvals.ts';
import type { SecondFactor } from '../../src/approvals/second-factor.ts';
import type { Audit } from '../../src/audit/audit.ts';
import type { Failure } from '../../src/core/failure.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import { err, ok } from '../../src/core/result.ts';
import { type Catalogue, createCatalogue } from '../../src/operation/catalogue.ts';
import { type ChangeOperation, defineChange } from '../../src/operation/change-operation.ts';
import { createInvoke, describeInvoked, type Invoke } from '../../src/operation/invoke.ts';
import { type Caller, callerOf } from '../../src/people/caller.ts';
import type { People } from '../../src/people/people.ts';
import type { PersonId } from '../../src/people/person.ts';
import type { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB, CAROL, peopleWith } from '../support/people.ts';

interface Told {
  readonly to: PersonId;
  readonly text: string;
}

/** Lamps that can be switched, to see when they are. */
export class FakeLamps {
  readonly runs: string[] = [];
  onRun = (_what: string): void => {};
  onPlan = async (): Promise<void> => {};
  readonly told: Told[] = [];
  /** What was told under a key is not told again. */
  readonly #keys = new Set<string>();
  readonly #people: People;
  readonly #clock: FakeClock;
  state = 'off';
  /** What the next run says; nothing: that it was taken. */
  failure: Failure | undefined;
  /** The run is sent and never answered. */
  hangs = false;
  /** A bug of ours, in the middle of it. */
  bug: 'run' | 'look' | undefined;
  isSeen = true;
  /** The evidence that the latest look was given. */
  evidence: object | undefined;
  /** Nobody can be told anything. */
  isMute = false;
  /** What a lamp is called in questions. */
  name = 'lamp';
  /** Looking takes for ever. */
  isStuck = false;
  /** Nobody can look at the lamps at all. */
  isDark = false;
  /** The time zones of people who do not live in UTC. */
  readonly zones = new Map<PersonId, string>();
  readonly audit: Audit;
  readonly approvals: Approvals;
  readonly catalogue: Catalogue;
  readonly invoke: Invoke;

  constructor(
    clock: FakeClock,
    database: Database = openDatabase('memory:'),
    operators: readonly PersonId[] = [ALICE],
    secondFactor?: SecondFactor,
  ) {
    this.#clock = clock;
    this.#people = peopleWith(
      operators,
      [ALICE, BOB, CAROL].filter((id) => !operators.includes(id)),
    );
    const open = openApprovalStores(clock);
    const stores = open(database);
    this.audit = stores.audit;
    this.catalogue = createCatalogue([
      this.#action('switch', 'change'),
      this.#action('smash', 'destroy'),
    ]);
    this.approvals = createApprovals({
      findChange: this.catalogue.findChange,
      people: this.#people,
      secondFactor,
      stores,
      transact: transactOver(database, (connection) => ({
        ...open(connection),
        notify: async (to, key, { body }) => this.#tell(to, key, body),
      })),
      clock,
      timeOf: (person) => createLocalTime(clock, this.zones.get(person) ?? 'UTC'),
      log: {
        debug: () => {},
        error: (details) => this.told.push({ to: ALICE, text: JSON.stringify(details) }),
      },
    });
    this.invoke = createInvoke({
      catalogue: this.catalogue,
      ask: this.approvals.request,
      limit: { take: () => true },
    });
  }

  callerOf(person: PersonId, face: Caller['face'] = 'sms'): Caller {
    return callerOf(this.#people, person, face);
  }

  #tell(to: PersonId, key: string, text: string): void {
    if (this.isMute) throw new Error('mute');
    if (!this.#keys.has(key)) this.told.push({ to, text });
    this.#keys.add(key);
  }

  #action(verb: string, risk: ChangeOperation['risk']): ChangeOperation {
    return defineChange({
      name: `lamp_${verb}`,
      verb,
      summary: verb,
      risk,
      input: z.object({ lamp: z.string() }),
      evidence: z.object({ wasOn: z.boolean().optional() }),
      plan: async ({ lamp }) => {
        if (this.isStuck) return new Promise(() => {});
        await this.onPlan();
        return this.isDark
          ? err({ kind: 'unreachable', service: 'Lamps' })
          : ok({
              question: `${verb} ${this.name} ${lamp}?`,
              identity: this.state,
              evidence: { wasOn: this.state === 'on' },
            });
      },
      execute: async ({ lamp }) => {
        this.runs.push(`${verb} ${lamp}`);
        this.onRun(`${verb} ${lamp}`);
        if (this.bug === 'run') throw new Error('a bug');
        if (this.hangs) return new Promise(() => {});
        return this.failure ? err(this.failure) : ok(undefined);
      },
      verify: async ({ lamp }, evidence) => {
        this.evidence = evidence;
        if (this.bug === 'look') throw new Error('a bug');
        return this.isSeen ? { state: 'done', words: `${lamp} done.` } : { state: 'open' };
      },
    });
  }

  /** Requests a change; returns the question, or the reason why there is none. */
  async request(caller: Caller, action: string, input: object) {
    const time = createLocalTime(this.#clock, 'UTC');
    return describeInvoked(await this.invoke(caller, action, input), time);
  }

  /** Ask for it as somebody does who pressed a letter, and read the code in the question. */
  async propose(person = ALICE, verb = 'switch', lamp = 'hall'): Promise<string> {
    const said = await this.request(this.callerOf(person), `lamp_${verb}`, { lamp });
    return /OK (\d{6})/.exec(said.footer ?? '')?.[1] ?? said.text;
  }

  async hears(text: string, person = ALICE): Promise<string | undefined> {
    return (await this.approvals.handleReply(this.callerOf(person), text))?.text;
  }

  /** So many wrong codes, each for a question of its own; what the last of them is answered. */
  async guess(times: number): Promise<string | undefined> {
    const reply = await this.hears(`ok ${otherCode(await this.propose())}`);
    return times === 1 ? reply : this.guess(times - 1);
  }
}

/** A code that is not this one. */
export const otherCode = (code: string): string => (code === '111111' ? '222222' : '111111');

/** Digits that are good as often as they come, where the real ones are good once. */
export const secondFactor: SecondFactor = {
  stepOf(digits) {
    if (digits !== '123456') return undefined;
    steps += 1;
    return steps;
  },
};

let steps = 0;
