import { expect, test } from 'vitest';
import { z } from 'zod';
import type { WebhookOutcome } from '../../src/emulators/twilio/incoming.ts';
import type { Docker } from './docker.ts';

/** The replicas of the compose file, and a phone that chooses the port at which its texts arrive. */
interface ReplicasProject {
  readonly engine: () => Docker;
  readonly compose: (...words: readonly string[]) => Promise<string>;
  readonly fetch: (port: number, path: string) => Promise<Response>;
  readonly text: (port: number, body: string, sid?: string) => Promise<WebhookOutcome>;
  readonly heard: () => readonly string[];
}

interface RunningReplica {
  readonly id: string;
  readonly port: number;
}

const PROXY_PORT = 8000;
const PATIENCE = { timeout: 40_000, interval: 200 };
const OVERVIEW = /3 nodes, 12 VMs, 8 LXC/;
const DATABASE_DOWN = /^! My database is down/;

const Health = z.object({
  replica: z.object({
    name: z.string(),
    leads: z.boolean(),
    leader: z.string().nullable(),
    replicas: z.array(z.string()),
  }),
});

/** Tests the profile `replicas`: three relays on one PostgreSQL, behind the proxy. */
export function testReplicas(project: ReplicasProject): void {
  const { engine, compose, fetch, heard } = project;

  const idsOf = async (service: string): Promise<readonly string[]> =>
    (await compose('ps', '-q', service)).split('\n').filter(Boolean);

  const inspect = (format: string, id: string) => engine().run('inspect', '--format', format, id);

  async function findReplicas(): Promise<readonly RunningReplica[]> {
    const format = '{{(index (index .NetworkSettings.Ports "8000/tcp") 0).HostPort}}';
    const ids = await idsOf('replica');
    return Promise.all(ids.map(async (id) => ({ id, port: Number(await inspect(format, id)) })));
  }

  const statusAt = (port: number): Promise<number> =>
    fetch(port, '/health/ready').then(
      ({ status }) => status,
      () => 0,
    );

  const statuses = async (replicas: readonly RunningReplica[]) =>
    Promise.all(replicas.map(({ port }) => statusAt(port)));

  const reportAt = async (port: number) =>
    Health.parse(await (await fetch(port, '/health')).json()).replica;

  /** Sends a text until it is answered, as the carrier's retries do: always with the same id. */
  async function answerTo(port: number, body: string, sid: string): Promise<string> {
    let answer = '';
    await expect
      .poll(async () => {
        answer = (await project.text(port, body, sid)).messages.join('\n');
        return answer;
      }, PATIENCE)
      .not.toBe('');
    return answer;
  }

  async function start(): Promise<readonly RunningReplica[]> {
    await compose('up', '--detach', '--no-build', 'proxy');
    await expect.poll(() => statusAt(PROXY_PORT), PATIENCE).toBe(200);
    const replicas = await findReplicas();
    await expect.poll(() => statuses(replicas), PATIENCE).toEqual([200, 200, 200]);
    return replicas;
  }

  async function expectLocked(ids: readonly string[]): Promise<void> {
    const format = '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.Config.User}}';
    const locks = await Promise.all(ids.map((id) => inspect(format, id)));
    for (const each of locks) {
      expect(each).toMatch(/^true \[ALL\] (?:1000:1000|postgres|haproxy)$/);
    }
  }

  /** Returns the one that leads, once all of them name the same one and know each other. */
  async function findLeader(replicas: readonly RunningReplica[]): Promise<RunningReplica> {
    let found: RunningReplica | undefined;
    await expect
      .poll(async () => {
        const reports = await Promise.all(replicas.map(({ port }) => reportAt(port)));
        found = replicas[reports.findIndex(({ leads }) => leads)];
        return {
          leading: reports.filter(({ leads }) => leads).length,
          leaders: new Set(reports.map(({ leader }) => leader)).size,
          known: reports.map((each) => each.replicas.length),
        };
      }, PATIENCE)
      .toEqual({ leading: 1, leaders: 1, known: [3, 3, 3] });
    if (!found) throw new Error('no replica leads');
    return found;
  }

  /** Delivers a text at a port, and at the proxy for as long as nothing took it. */
  async function deliver(port: number, sid: string): Promise<void> {
    const { problem } = await project.text(port, 'lost?', sid);
    if (problem === undefined) return;
    await expect
      .poll(async () => (await project.text(PROXY_PORT, 'lost?', sid)).problem, PATIENCE)
      .toBeUndefined();
  }

  async function expectNoTextLost(leader: RunningReplica, database: string): Promise<void> {
    const before = heard().length;
    const pid = Number(await inspect('{{.State.Pid}}', leader.id));
    const ports = Array.from({ length: 16 }, (_, at) => (at % 2 === 0 ? PROXY_PORT : leader.port));
    const texts = ports.map((port, at) => deliver(port, sidOf(10 + at)));
    process.kill(pid, 'SIGKILL');
    await Promise.all(texts);
    // Each is answered in the response, or by a text of its own once another replica has taken it up.
    const asked =
      "SELECT count(*) FROM inbox WHERE answered AND answer IS NOT NULL AND body = 'lost?'";
    const answered = () => engine().run('exec', database, 'psql', '-U', 'relay', '-tAc', asked);
    await expect.poll(answered, PATIENCE).toBe(String(texts.length));
    await expect.poll(() => heard().length - before, PATIENCE).toBeGreaterThanOrEqual(texts.length);
  }

  async function expectOneConversation(replicas: readonly RunningReplica[]): Promise<void> {
    const [first = 0, second = 0, third = 0] = replicas.map(({ port }) => port);
    expect(await answerTo(first, 'menu', sidOf(2))).toContain('2) Proxmox');
    expect(await answerTo(second, '2', sidOf(3))).toMatch(OVERVIEW);
    expect(await answerTo(third, 'b', sidOf(4))).toContain('2) Proxmox');
  }

  test('three replicas on one PostgreSQL are one relay, also when one is killed or the database stops', async () => {
    const replicas = await start();
    const [database = ''] = await idsOf('postgres');
    await expectLocked([...replicas.map(({ id }) => id), database, ...(await idsOf('proxy'))]);
    const leader = await findLeader(replicas);

    const sid = sidOf(1);
    const answer = await answerTo(PROXY_PORT, 'pve', sid);
    expect(answer).toMatch(OVERVIEW);
    for (const { port } of replicas) expect(await answerTo(port, 'pve', sid)).toBe(answer);
    await expectOneConversation(replicas);

    await expectNoTextLost(leader, database);
    // Its restart policy starts it again, at another port.
    await expect
      .poll(() => findReplicas().then(statuses, () => []), PATIENCE)
      .toEqual([200, 200, 200]);
    const now = await findReplicas();
    await findLeader(now);

    await engine().run('stop', '--time', '10', database);
    await expect.poll(() => statuses(now), PATIENCE).toEqual([503, 503, 503]);
    const away = await project.text(now[0]?.port ?? 0, 'pve', sidOf(30));
    expect(away.messages).toEqual([expect.stringMatching(DATABASE_DOWN)]);

    await engine().run('start', database);
    await expect.poll(() => statuses(now), PATIENCE).toEqual([200, 200, 200]);
    expect(await answerTo(PROXY_PORT, 'pve', sidOf(31))).toMatch(OVERVIEW);
    expect(await answerTo(PROXY_PORT, 'pve', sid)).toBe(answer);
  }, 180_000);
}

const sidOf = (number: number): string => `SM${String(number).padStart(32, '0')}`;
