import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from '../../src/core/clock.ts';
import { describeOnPostgres } from '../support/describe-on-postgres.ts';
import type { Phone } from '../support/phone.ts';
import { createTestDatabase } from '../support/postgres.ts';
import type { PostgresDatabase } from '../support/postgres-database.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/postgres-faults.ts';
import { runsOf } from '../support/share.ts';
import { startReplica, type WholeReplica } from '../support/start-replica.ts';

const TEXTS = [
  'hi',
  '1',
  '2',
  '3',
  '4',
  'v',
  'n',
  'p',
  'd',
  'b',
  'c',
  '+',
  '?',
  'plex',
  'nextclod',
  'x',
];

let numbers = 0;
function nextSid(): string {
  numbers += 1;
  return `SM${String(numbers).padStart(32, '0')}`;
}

/** Two replicas on a database of their own. */
async function startPair() {
  await using cleanup = new AsyncDisposableStack();
  const { url } = cleanup.use(await createTestDatabase());
  const replicas = [await startReplica(url), await startReplica(url)];
  cleanup.defer(() =>
    Promise.all(replicas.map((one) => one[Symbol.asyncDispose]())).then(() => {}),
  );
  const owned = cleanup.move();

  function at(place: number): WholeReplica {
    const replica = replicas[place];
    if (!replica) throw new Error('no such replica');
    return replica;
  }
  return {
    at,
    async restart(place: number) {
      await at(place)[Symbol.asyncDispose]();
      replicas[place] = await startReplica(url);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const HOUR = 60 * 60_000;

const Health = z.object({ wrong: z.array(z.string()), texts: z.array(z.string()) });

async function says(phone: Phone, text: string, fields = {}): Promise<string> {
  await phone.texts(text, fields);
  return phone.reads();
}

const codeIn = (question: string): string => /OK (\d{6})/.exec(question)?.[1] ?? 'no code';

const get = (replica: WholeReplica, path: string) => replica.app.http.inject(path);

describeOnPostgres('two replicas', () => {
  let database: PostgresDatabase;
  let cleanup: AsyncDisposableStack;
  const start = async (env: NodeJS.ProcessEnv = {}, clock = systemClock): Promise<WholeReplica> =>
    cleanup.use(await startReplica(database.url, env, clock));
  beforeEach(async () => {
    database = await createTestDatabase();
    cleanup = new AsyncDisposableStack();
  });
  afterEach(async () => {
    await cleanup.disposeAsync();
    await database[Symbol.asyncDispose]();
  });

  test('carry on one conversation, and repeat each other word by word', async () => {
    const [one, two] = [await start(), await start()];
    expect(await says(one.alice, '2')).toContain('Proxmox');
    expect(await says(two.alice, 'v')).toContain('VMs');
    const MessageSid = `SM${'a'.repeat(32)}`;
    const first = await one.alice.texts('1', { MessageSid });
    one.alice.hears(/^DEMO ! VM 106/);
    expect(await two.alice.texts('1', { MessageSid })).toBe(first);
    two.alice.forgets();
    expect(await says(two.alice, 'b')).toContain('VMs');
    expect(await says(one.bob, 'b')).not.toContain('VMs');
    await one[Symbol.asyncDispose]();
    expect(await two.alice.texts('1', { MessageSid })).toBe(first);
    two.alice.forgets();
  });

  test('that one person texts at the same moment leave one session, and each text has its answer', async () => {
    const [one, two] = [await start(), await start()];
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([one.alice.texts('2'), two.alice.texts('3')]);
      expect([one.alice.reads(), two.alice.reads()]).toEqual([
        expect.stringContaining('Proxmox'),
        expect.stringContaining('K8s'),
      ]);
      // Wherever they are now, it is the same place at both.
      const [here, there] = [await says(one.alice, '?'), await says(two.alice, '?')];
      expect(here).toBe(there);
    }
  });

  test('take a code once, whichever of them asked, and both know of it', async () => {
    const [one, two] = [await start(), await start()];
    const code = codeIn(await says(one.alice, 'reboot plex'));
    await Promise.all([one.alice.texts(`OK ${code}`), two.alice.texts(`OK ${code}`)]);
    const replies = [one.alice.reads(), two.alice.reads()];
    const begun = replies.filter((reply) => /Sent|rebooted|Rebooted/.test(reply));
    expect(begun, replies.join('\n')).toHaveLength(1);
    expect(await says(two.alice, 'log')).toContain('Reboot LXC 202 plex');
    const [{ count } = {}] = await rows("SELECT count(*) FROM audit WHERE event = 'started'");
    expect(Number(count)).toBe(1);
  });

  test('lock after five wrong codes, wherever they were typed', async () => {
    const [one, two] = [await start(), await start()];
    await says(one.alice, 'reboot plex');
    for (let tries = 0; tries < 6; tries += 1) {
      await (tries % 2 ? one : two).alice.texts(`OK 00000${tries}`);
    }
    await Promise.all([one.alice.texts('shutdown plex'), two.alice.texts('shutdown plex')]);
    for (const { alice } of [one, two]) alice.forgets(); // some wait behind the notice of the lock
    const events = await rows('SELECT event FROM audit ORDER BY seq');
    const said = events.map(({ event }) => event).join();
    expect(said).toBe('asked,wrong-code,wrong-code,wrong-code,wrong-code,wrong-code,locked');
    expect(await rows('SELECT level, in_a_row FROM wrong_code')).toEqual([
      { level: 1, in_a_row: 0 },
    ]);
  });

  test('give somebody no more answers together than one relay would', async () => {
    const env = { ANSWERS_PER_MINUTE: '10' };
    const [one, two] = [await start(env), await start(env)];
    const texts = Array.from({ length: 30 }, (_, at) => (at % 2 ? one : two).alice.texts('hi'));
    const answers = (await Promise.all(texts)).filter((twiml) => twiml.includes('<Message>'));
    expect(answers).toHaveLength(11);
    expect(answers.filter((twiml) => twiml.includes('Too many texts'))).toHaveLength(1);
    for (const { alice } of [one, two]) alice.forgets();
  });

  test('know of STOP and of lost phones, wherever that was said', async () => {
    const [one, two] = [await start(), await start()];
    await one.bob.texts('STOP');
    await two.bob.texts('hi');
    two.bob.expectNothingUnheard();
    await two.bob.texts('START');
    expect(await says(one.bob, 'hi')).toContain('Proxmox');
    const code = codeIn(await says(one.alice, 'people off +15550100002'));
    await two.alice.texts(`OK ${code}`);
    two.alice.forgets();
    for (const { bob } of [one, two]) {
      await bob.texts('hi');
      bob.expectNothingUnheard();
    }
  });

  test('agree on the time, so that a wrong clock neither revives a code nor ends it', async () => {
    const fast = { ...systemClock, now: () => Date.now() + HOUR };
    const [one, two] = [await start(), await start({}, fast)];
    const code = codeIn(await says(one.alice, 'reboot plex'));
    expect(await says(two.alice, `OK ${code}`)).toMatch(/Sent|rebooted/i);
    const [{ ahead } = {}] = await rows(
      'SELECT max(at) - extract(epoch FROM now()) * 1000 AS ahead FROM audit',
    );
    expect(Math.abs(Number(ahead))).toBeLessThan(HOUR / 60);
  });

  test('answer as one relay would, whoever is texted, repeated or started again', async () => {
    const event = fc.record({
      text: fc.constantFrom(...TEXTS),
      from: fc.constantFrom('alice', 'bob'),
      to: fc.nat(1),
      isRepeated: fc.boolean(),
      isRestarted: fc.integer({ max: 9 }).map((dice) => dice === 0),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 20 }), async (events) => {
        await using alone = await startReplica('memory:');
        await using pair = await startPair();
        for (const { text, from, to, isRepeated, isRestarted } of events) {
          if (isRestarted) await pair.restart(to);
          const fields = { MessageSid: nextSid() };
          const answer = await pair.at(to)[from].texts(text, fields);
          expect(answer).toBe(await alone[from].texts(text, fields));
          if (isRepeated) expect(await pair.at(1 - to)[from].texts(text, fields)).toBe(answer);
        }
      }),
      { numRuns: runsOf(4), endOnFailure: true },
    );
  });

  describe('over a network that fails', () => {
    let proxy: FaultyProxy;
    beforeEach(async () => {
      proxy = cleanup.use(await startFaultyProxy(database.url));
    });
    const startBehind = async () => cleanup.use(await startReplica(proxy.url));

    test('say so while the database is down, and go on when it is back', async () => {
      const one = await startBehind();
      expect(await says(one.alice, '2')).toContain('Proxmox');
      proxy.refuse();
      expect(await says(one.alice, 'v')).toContain('My database is down');
      const ready = await get(one, '/health/ready');
      expect([ready.statusCode, ready.body]).toEqual([
        503,
        expect.stringContaining('cannot be reached'),
      ]);
      const health = await get(one, '/health');
      expect(health.statusCode).toBe(200);
      expect(Health.parse(health.json()).wrong.join()).toContain('the database cannot be reached');
      expect((await get(one, '/metrics')).statusCode).toBe(200);
      proxy.goOn();
      await expect.poll(async () => (await get(one, '/health/ready')).statusCode).toBe(200);
      expect(await says(one.alice, 'v')).toContain('VMs');
    });

    test('start without it, and answer when it comes', async () => {
      proxy.refuse();
      const one = await startBehind();
      expect((await get(one, '/health/ready')).statusCode).toBe(503);
      expect((await get(one, '/health/live')).statusCode).toBe(200);
      expect(await says(one.alice, 'hi')).toContain('My database is down');
      proxy.goOn();
      await expect.poll(async () => (await get(one, '/health/ready')).statusCode).toBe(200);
      expect(await says(one.alice, '2')).toContain('Proxmox');
    });
  });

  async function rows(statement: string): Promise<readonly Record<string, unknown>[]> {
    const { openPool } = await import('../../src/adapters/storage/postgres/database.ts');
    await using pool = openPool({ url: database.url, replica: 'test' });
    return await pool.rows({ name: 'query', text: statement });
  }
});
