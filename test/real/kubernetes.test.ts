import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from '../support/fake-clock.ts';
import { freePort } from '../support/free-port.ts';
import { startRelay } from '../support/relay.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';
import { KUBE_TOKEN, startKubernetes } from '../upstreams/kubernetes.ts';
import type { Rollout } from '../upstreams/kubernetes-pods.ts';
import { selfSigned, serve } from '../upstreams/serve.ts';
import { HOW_TO_INSTALL, isInstalled, kubernetesServer } from './installed.ts';

let cleanup: AsyncDisposableStack;
let folder: string;
let clock: FakeClock;
let kubeconfig: string;

beforeEach(async () => {
  cleanup = new AsyncDisposableStack();
  clock = new FakeClock(Date.now() + 5000); // past every "25 hours ago" of the cluster
  folder = mkdtempSync(join(tmpdir(), 'relay-real-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  await startCluster('replaces');
});
afterEach(() => cleanup.disposeAsync());

async function startCluster(rollout: Rollout): Promise<void> {
  const certificate = selfSigned(); // without TLS its client keeps the token to itself
  const kube = cleanup.use(await startKubernetes({ now: Date.now, rollout }, certificate));
  const authority = Buffer.from(certificate.cert).toString('base64');
  kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'home',
      clusters: [
        {
          name: 'home',
          cluster: { server: kube.url.origin, 'certificate-authority-data': authority },
        },
      ],
      users: [{ name: 'me', user: { token: KUBE_TOKEN } }],
      contexts: [{ name: 'home', context: { cluster: 'home', user: 'me' } }],
    }),
  );
}

/** A relay over one MCP server, and what Alice reads. Every text asks the source anew. */
async function relayOver(server: object, env: NodeJS.ProcessEnv = {}) {
  const path = join(folder, 'mcp.json');
  writeFileSync(path, JSON.stringify({ mcpServers: { k8s: server } }));
  const relay = cleanup.use(
    await startRelay({ env: { ...WITHOUT_ALERTS, MCP_CONFIG: path, ...env }, clock }),
  );
  const reads = async (text: string, phone = relay.alice): Promise<string> => {
    clock.advance(16_000);
    await phone.texts(text);
    return phone.reads();
  };
  return { relay, reads };
}

const SUMMARY = `K8s ! k3s-2 not ready
! sonarr CrashLoopBackOff
! qbittorrent-0 Pending
! library not ready
7 pods, 1 pending, 1 failed`;

async function readsWhatThereIs(reads: (text: string) => Promise<string>) {
  expect(await reads('3')).toBe(`${SUMMARY}\nD)etails  P)ods  S)ervices  E)vents  N)odes`);
  expect(await reads('3p')).toContain('1 ! sonarr CrashLoopBackOff');
  expect(await reads('1')).toContain('Restarts 17, node k3s-1\nAge 1d 1h\nLog:\nstarting sidecar');
  expect(await reads('3s')).toContain('1 traefik LoadBalancer');
  expect(await reads('1')).toContain('Ports 80:30080/TCP, 443:30443/TCP');
  expect(await reads('3e')).toMatch(/^K8s: 1 event\n1 ! \d\d:\d\d BackOff Pod\/sonarr/);
  expect(await reads('3n')).toContain('1 ! k3s-2 not ready\n2 k3s-1 ready');
  expect(await reads('2')).toContain('Node k3s-1 ready\nCPU 7%  RAM 26%\ncontrol-plane');
}

/** Replies that tell the truth while a server comes and goes: data, or that there is none, by age. */
const HONEST = [
  /^K8s ! k3s-2 not ready\n! sonarr CrashLoopBackOff\n/,
  /^K8s \? no answer( \w+)?, (last OK .*\nThen: ! k3s-2 not ready|never OK)/,
];

const isHonest = (reply: string): boolean => HONEST.some((pattern) => pattern.test(reply));

describe.skipIf(!isInstalled)(`kubernetes-mcp-server (else: ${HOW_TO_INSTALL})`, () => {
  test('over stdio', async () => {
    const { reads } = await relayOver({
      command: kubernetesServer(),
      args: ['--kubeconfig', kubeconfig],
    });
    await readsWhatThereIs(reads);
  });

  test('scales a deployment, after a code, and sees that it is so', async () => {
    const { relay, reads } = await relayOver({
      command: kubernetesServer(),
      args: ['--kubeconfig', kubeconfig],
    });
    expect(await reads('web')).toContain('Deployment web 1/1');
    const question = await reads('scale web 3');
    expect(question).toMatch(/^Scale web in default to 3\?\n1\/1 ready\.\nText OK \d{6} within/);
    expect(await reads('scale web 3', relay.bob)).toContain('This number may only look.');
    const [, code] = /OK (\d{6})/.exec(question) ?? [];
    expect(await reads(`OK ${code}`)).toMatch(/^web has 3\/3 ready, \d+s\./);
    expect(await reads('log')).toContain('k8s scale by ...01: web has 3/3 ready');
  });

  test.for<readonly [Rollout, RegExp]>([
    ['replaces', /^Pod qbittorrent-0 was made anew, \d+s\./],
    ['never', /^Sent, not confirmed: Delete pod qbittorrent-0 in media/],
  ])('deletes a pod of a set, and the cluster %s it', async ([rollout, end]) => {
    await startCluster(rollout);
    const carrier = cleanup.use(
      await serve(() => ({ status: 201, json: { sid: `SM${'0'.repeat(32)}`, status: 'sent' } })),
    );
    const { relay, reads } = await relayOver(
      { command: kubernetesServer(), args: ['--kubeconfig', kubeconfig] },
      { TWILIO_API_URL: carrier.url.origin },
    );
    expect(await reads('kino-7d4c9f6b8-x2k4z')).toMatch(/\nAge 2m\n/);
    const [, code] = /OK (\d{4,6})/.exec(await reads('delete qbittorrent-0')) ?? [];
    const answer = relay.alice.texts(`OK ${code}`);
    for (let second = 0; second < 240; second += 1) {
      clock.advance(1000);
      await sleep(20);
    }
    const soon = (await answer).includes('<Message>') ? [relay.alice.reads()] : [];
    const later = carrier.heard.flatMap(({ body }) => new URLSearchParams(body).get('Body') ?? []);
    expect([...soon, ...later].at(-1)).toMatch(end);
  });

  test('over stdio, killed again and again', async () => {
    const { reads } = await relayOver({
      command: kubernetesServer(),
      args: ['--kubeconfig', kubeconfig],
    });
    const replies: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      const reply = reads('3');
      for (const pid of childrenCalled(kubernetesServer())) process.kill(pid, 'SIGKILL');
      replies.push(await reply, await reads('3'));
    }
    expect(replies.filter((reply) => !isHonest(reply))).toEqual([]);
    expect(replies.at(-1)).toContain(SUMMARY);
  });

  test('over HTTP', async () => {
    const port = await freePort();
    cleanup.use(await startServer(port));
    const { reads } = await relayOver({ type: 'http', url: `http://127.0.0.1:${port}` });
    await readsWhatThereIs(reads);
  });

  test('over HTTP, killed and restarted under load: one honest line, and data again', async () => {
    const port = await freePort();
    const first = await startServer(port);
    const { reads } = await relayOver({ type: 'http', url: `http://127.0.0.1:${port}` });
    const replies: string[] = [await reads('3')];

    await first[Symbol.asyncDispose]();
    replies.push(await reads('3'), await reads('3'));
    expect(replies.at(-1)).toMatch(/^K8s \? no answer/);

    cleanup.use(await startServer(port));
    replies.push(await reads('3'));
    expect(replies.filter((reply) => !isHonest(reply))).toEqual([]);
    expect(replies.at(-1)).toContain(SUMMARY);
  });

  test('absent at the start, it is found when it comes', async () => {
    const port = await freePort();
    const { reads } = await relayOver({ type: 'http', url: `http://127.0.0.1:${port}` });
    expect(await reads('3')).toMatch(/^K8s \? no answer/);
    cleanup.use(await startServer(port));
    expect(await reads('3')).toContain(SUMMARY);
  });
});

async function startServer(port: number): Promise<AsyncDisposable> {
  const args = ['--kubeconfig', kubeconfig, '--port', String(port), '--bind-address', '127.0.0.1'];
  const child = spawn(kubernetesServer(), args, { stdio: 'ignore' });
  for (let tries = 0; tries < 100 && !(await isUp(port)); tries += 1) await sleep(50);
  return { [Symbol.asyncDispose]: () => kill(child) };
}

const isUp = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** The children of this very process that run a program. */
function childrenCalled(program: string): readonly number[] {
  const list = execFileSync('ps', ['-o', 'pid=,ppid=,args=', '-A'], { encoding: 'utf8' });
  return list.split('\n').flatMap((line) => {
    const [pid, parent, command] = line.trim().split(/\s+/);
    return parent === String(process.pid) && command === program ? [Number(pid)] : [];
  });
}
