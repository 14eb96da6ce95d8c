import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../support/free-port.ts';
import { Docker, HOW_TO_RUN, isWanted } from './docker.ts';
import { describeCompose } from './in-compose.ts';

const IMAGE = 'sms-relay:0.1.0';
const DOORS = 'sms-relay-doors:0.1.0';
const PROXY = 'sms-relay-proxy:0.1.0';
const POSTGRES = 'postgres:17-bookworm';
/** What the relay itself adds to its base; most of it are the SDKs of Twilio, Anthropic and MCP. */
const MAX_OWN_MEGABYTES = 60;

const unlessBuilt = isWanted ? describe : describe.skip;
if (!isWanted) process.stderr.write(`the image is not built here: ${HOW_TO_RUN}\n`);

unlessBuilt('the image', () => {
  let docker: Docker;
  beforeAll(async () => {
    docker = await Docker.start();
    await docker.build({
      [IMAGE]: '.',
      [DOORS]: 'scripts/egress-proxy',
      [PROXY]: 'scripts/replicas-proxy',
      [POSTGRES]: 'test/image/postgres',
    });
  }, 600_000);
  afterAll(() => docker[Symbol.asyncDispose](), 300_000); // gigabytes are removed

  /** A demo with a database that stays, as locked in as the compose file and the manifests lock it in. */
  async function start(name: string, ...more: readonly string[]) {
    const port = await freePort();
    await docker.run(
      ...['run', '--detach', '--name', name, '--network', 'host'],
      ...['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges'],
      ...['--memory', '256m', '--pids-limit', '100', '--health-interval', '1s'],
      ...['--volume', `${name}:/data`, '--env', 'DEMO=1', '--env', `PORT=${port}`, ...more],
      IMAGE,
    );
    const address = `http://127.0.0.1:${port}`;
    await expect
      .poll(() => docker.run('inspect', '--format', '{{.State.Health.Status}}', name), {
        timeout: 30_000,
      })
      .toBe('healthy');
    return { name, address };
  }

  const text = async (address: string, Body: string): Promise<string> => {
    const body = new URLSearchParams({ Body });
    return (await fetch(`${address}/phone`, { method: 'POST', body })).text();
  };

  const heard = async (address: string): Promise<readonly string[]> =>
    Phones.parse(await (await fetch(`${address}/phone/state`)).json()).bubbles.map((it) => it.body);

  test('is small, and runs as nobody in particular', async () => {
    const [own, base] = await Promise.all(
      [IMAGE, 'base:local'].map((it) => docker.run('inspect', '--format', '{{.Size}}', it)),
    );
    const megabytes = (Number(own) - Number(base)) / 1e6;
    process.stderr.write(`the image adds ${megabytes.toFixed(1)} MB to its base\n`);
    expect(megabytes).toBeLessThan(MAX_OWN_MEGABYTES);
    expect(await docker.run('inspect', '--format', '{{.Config.User}}', IMAGE)).toBe('1000:1000');
  });

  test('answers a demo, writes nowhere but to /data, and ends well when it is asked to', async () => {
    const { name, address } = await start('demo');
    expect(await text(address, 'menu')).toMatch(/^DEMO .*PVE/);
    expect(await text(address, '2')).toMatch(/^DEMO Proxmox OK/);
    expect(await docker.run('diff', name)).toBe('');
    await docker.run('stop', '--time', '10', name);
    expect(await docker.run('inspect', '--format', '{{.State.ExitCode}}', name)).toBe('0');
  });

  test.for([
    ['asked to end', ['stop', '--time', '10'], '0'],
    ['killed', ['kill', '--signal', 'KILL'], '137'],
  ] as const)(
    '%s during a slow answer, it gives that answer when it is started again',
    async ([how, end, code]) => {
      const { name, address } = await start(how.replaceAll(' ', '-'));
      await text(address, 'menu');
      await fetch(`${address}/phone/switches`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ homelab: 'slow' }),
      });
      const slow = text(address, '3d').catch(() => 'cut off');
      await new Promise((done) => setTimeout(done, 500));
      await docker.run(...end, name);
      await slow;
      await expect
        .poll(() =>
          docker.run('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', name),
        )
        .toBe(`exited ${code}`);
      await docker.run('start', name);
      await expect
        .poll(() => heard(address).catch(() => []), { timeout: 30_000 })
        .toContainEqual(expect.stringContaining('K8s: 8 namespaces'));
      await docker.run('rm', '--force', name);
    },
  );

  test('a configuration that cannot work ends it with every problem by name', async () => {
    await docker.run('run', '--name', 'wrong', '--network', 'host', IMAGE).catch(() => undefined);
    expect(await docker.run('inspect', '--format', '{{.State.ExitCode}}', 'wrong')).toBe('78');
  });

  describeCompose(() => docker);
});

const Phones = z.object({ bubbles: z.array(z.object({ body: z.string() })) });
