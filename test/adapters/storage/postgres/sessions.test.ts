import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPool, type PgDatabase } from '../../../../src/adapters/storage/postgres/database.ts';
import { migrate } from '../../../../src/adapters/storage/postgres/migrate.ts';
import { createSessionStore } from '../../../../src/adapters/storage/postgres/session-store.ts';
import { createStores } from '../../../../src/adapters/storage/postgres/stores.ts';
import { ANY_VERSION, type SessionRow } from '../../../../src/core/reply.ts';
import { toPersonId } from '../../../../src/people/person.ts';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { FakeClock, HOUR, MINUTE } from '../../../support/fake-clock.ts';
import { ALICE } from '../../../support/phone-number.ts';
import { createTestDatabase } from '../../../support/postgres.ts';
import type { PostgresDatabase } from '../../../support/postgres-database.ts';
import { answerOf, receivedText, responseTo } from '../../../support/stores.ts';

const PERSON = toPersonId(ALICE);
const at = (screen: string) => ({ place: { screen }, rows: [] });

describeOnPostgres('sessions', () => {
  let database: PostgresDatabase;
  let pool: PgDatabase;
  let clock: FakeClock;
  beforeEach(async () => {
    database = await createTestDatabase();
    await migrate(database.url, 'test');
    pool = openPool({ url: database.url, replica: 'test' });
    clock = new FakeClock();
  });
  afterEach(async () => {
    await pool[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  const openReplica = () => ({
    sessions: createSessionStore(pool, { clock, idleMs: HOUR }),
    ...createStores(pool, {
      ...{ replica: randomUUID(), textsPerHour: 10, clock },
      fencingToken: () => undefined,
    }),
  });
  type Opened = ReturnType<typeof openReplica>;

  /** Receives and answers a text, which leads to a session. */
  async function answer({ inbox }: Opened, sid: string, session: SessionRow | undefined) {
    const text = inbox.receive(receivedText({ sid }));
    await text.receipt;
    const given = answerOf({ text: `to ${sid}` }, { at: clock.now(), session });
    return { text, given, stored: await text.answer(given) };
  }

  test('are stored with the answer, and read by any replica until they were idle for too long', async () => {
    const [one, two] = [openReplica(), openReplica()];
    expect(await one.sessions.get(PERSON)).toBeUndefined();
    await answer(one, 'SM1', one.sessions.rowOf?.(PERSON, at('proxmox')));
    expect(await two.sessions.get(PERSON)).toEqual(at('proxmox'));
    clock.advance(HOUR + MINUTE);
    expect(await two.sessions.get(PERSON)).toBeUndefined();
  });

  test('that another replica has moved on are not overwritten, and the answer is made again', async () => {
    const [one, two] = [openReplica(), openReplica()];
    await Promise.all([one.sessions.get(PERSON), two.sessions.get(PERSON)]);
    const [first, second] = await Promise.all([
      answer(one, 'SM1', one.sessions.rowOf?.(PERSON, at('proxmox'))),
      answer(two, 'SM2', two.sessions.rowOf?.(PERSON, at('k8s'))),
    ]);
    const ways = [first.stored?.way, second.stored?.way];
    expect(ways.toSorted()).toEqual(['response', 'stale']);
    const [winner, loser] = ways[0] === 'stale' ? [second, first] : [first, second];
    expect(await responseTo(one.inbox, ways[0] === 'stale' ? 'SM1' : 'SM2')).toBeUndefined();
    expect(winner.stored?.way).toBe('response');

    const again = ways[0] === 'stale' ? one : two;
    await again.sessions.get(PERSON);
    const session = again.sessions.rowOf?.(PERSON, at('network'));
    expect(await loser.text.answer({ ...loser.given, session })).toMatchObject({ way: 'response' });
    expect(await again.sessions.get(PERSON)).toEqual(at('network'));
  });

  test('are stored whatever came before them where an answer had effects', async () => {
    const [one, two] = [openReplica(), openReplica()];
    await Promise.all([one.sessions.get(PERSON), two.sessions.get(PERSON)]);
    await answer(one, 'SM1', one.sessions.rowOf?.(PERSON, at('proxmox')));
    const row = two.sessions.rowOf?.(PERSON, at('k8s'));
    const forced = row && { ...row, version: ANY_VERSION };
    expect((await answer(two, 'SM2', forced)).stored?.way).toBe('response');
    expect(await one.sessions.get(PERSON)).toEqual(at('k8s'));
  });

  test('of a late answer are stored with it, or not at all', async () => {
    const [one, two] = [openReplica(), openReplica()];
    await one.sessions.get(PERSON);
    const text = one.inbox.receive(receivedText({ sid: 'SM1' }));
    await text.receipt;
    await text.defer();
    const late = one.sessions.rowOf?.(PERSON, at('proxmox'));
    await two.sessions.get(PERSON);
    await answer(two, 'SM2', two.sessions.rowOf?.(PERSON, at('k8s')));
    const given = answerOf({ text: 'late' }, { at: clock.now(), session: late });
    expect(await text.answer(given)).toMatchObject({ way: 'stale' });
    expect(await one.outbox.count(0)).toEqual(new Map());
    await one.sessions.get(PERSON);
    const session = one.sessions.rowOf?.(PERSON, at('proxmox'));
    expect(await text.answer({ ...given, session })).toMatchObject({ way: 'text' });
    expect(await two.sessions.get(PERSON)).toEqual(at('proxmox'));
  });

  test('of another release, and those that were deleted, are none', async () => {
    const { sessions } = openReplica();
    await sessions.set(PERSON, at('proxmox'));
    await pool.run({ name: 'spoil', text: 'UPDATE session SET state = $1' }, '{"place":7}');
    expect(await sessions.get(PERSON)).toBeUndefined();
    await sessions.set(PERSON, at('proxmox'));
    await sessions.delete(PERSON);
    expect(await sessions.get(PERSON)).toBeUndefined();
  });
});
