import { expect, test } from 'vitest';
import { describeOnPostgres } from '../../../support/describe-on-postgres.ts';
import { expectFenced } from '../../../support/expect-fenced.ts';
import { WRITTEN_TABLE } from '../../../support/fenced-write.ts';
import { createReplicaDatabase, QUICK } from '../../../support/join-replica.ts';
import { type ReplicaProcess, spawnReplica } from '../../../support/replica-process.ts';

async function start() {
  const cleanup = new AsyncDisposableStack();
  const database = cleanup.use(await createReplicaDatabase());
  await database.query(WRITTEN_TABLE);
  const spawned = (name: string) => cleanup.use(spawnReplica(name, database.url, QUICK));
  const [one, two] = [spawned('one'), spawned('two')];
  await expect.poll(() => [one, two].filter((each) => each.isLeading()).length).toBe(1);
  const [leader, other] = one.isLeading() ? [one, two] : [two, one];
  return { database, leader, other, [Symbol.asyncDispose]: () => cleanup.disposeAsync() };
}

const leads = (replica: ReplicaProcess) => expect.poll(replica.isLeading);

describeOnPostgres('processes of replicas', () => {
  test('a leader that is stopped is replaced, and notices when it goes on', async () => {
    await using replicas = await start();
    const { database, leader, other } = replicas;
    leader.child.kill('SIGSTOP');
    await leads(other).toBe(true);
    leader.child.kill('SIGCONT');
    await leads(leader).toBe(false);
    other.child.kill('SIGSTOP');
    await leads(leader).toBe(true);
    other.child.kill('SIGCONT');
    await leads(other).toBe(false);
    await expectFenced(database);
  });

  test('a leader that is killed is replaced', async () => {
    await using replicas = await start();
    const { database, leader, other } = replicas;
    leader.child.kill('SIGKILL');
    await leads(other).toBe(true);
    await expectFenced(database);
  });

  test('a leader that is told to end hands over at once', async () => {
    await using replicas = await start();
    const { database, leader, other } = replicas;
    leader.child.kill('SIGTERM');
    await leads(other).toBe(true);
    expect(leader.lines.at(-1)).toBe('leads no more');
    await expectFenced(database);
  });
});
