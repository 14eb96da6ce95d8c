import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { structured, ToolServer } from '../adapters/backends/mcp/client/tool-server.ts';
import { PUBLIC_URL } from '../support/account.ts';
import { startCarrier } from '../support/carrier.ts';
import { fastClock, SPEED } from '../support/fast-clock.ts';
import { ALICE } from '../support/phone-number.ts';
import type { RelayProcess } from '../support/process.ts';
import { hasDied, startCrashingRelay, until } from './crashing-relay.ts';

const SECOND = 1000;

const folder = mkdtempSync(join(tmpdir(), 'kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Answers after the deadline of 8 seconds, in fast time. */
const slowProxmox = await ToolServer.start({
  get_nodes: async () => {
    await sleep((11 * SECOND) / SPEED);
    return structured({ nodes: [{ name: 'pve1', online: true }] });
  },
});
afterAll(() => slowProxmox.stop());

const startRelay = (env: NodeJS.ProcessEnv): Promise<RelayProcess> =>
  startCrashingRelay(folder, { PROXMOX_MCP_URL: String(slowProxmox.url), ...env });

const TEXTS = [
  { sid: `SM${'1'.repeat(32)}`, body: '3', answer: /^DEMO K8s OK/ },
  { sid: `SM${'2'.repeat(32)}`, body: '2d', answer: /^pve1/ },
  { sid: `SM${'3'.repeat(32)}`, body: 'sec', answer: /^DEMO Security OK/ },
];

/** The texts that a dead relay had written down. */
function sidsIn(file: string): ReadonlySet<unknown> {
  using database = new DatabaseSync(file);
  return new Set(
    database
      .prepare('SELECT sid FROM inbox')
      .all()
      .map(({ sid }) => sid),
  );
}

let runs = 0;

/** Three texts to a relay that dies at a step of its own and is started again. */
async function live(dieAt: number) {
  runs += 1;
  const database = `${runs}.db`;
  const startedAt = Date.now();
  let relay: RelayProcess | undefined;
  await using carrier = await startCarrier({
    clock: fastClock(startedAt),
    reach: (url) => url.replace(PUBLIC_URL, relay?.address ?? 'http://127.0.0.1:65534'),
  });
  const env = {
    TWILIO_API_URL: carrier.url,
    DATABASE_URL: `sqlite:${database}`,
    STARTED_AT: String(startedAt),
  };
  // Answers that waited for one another come in one text.
  const heard = () => carrier.textsTo(ALICE).flatMap((text) => text.split('\n\n'));
  const send = ({ sid, body }: (typeof TEXTS)[number]) => carrier.text(ALICE, body, { sid });
  const hasAll = () => TEXTS.every(({ answer }) => heard().some((text) => answer.test(text)));

  relay = await startRelay({ ...env, DIE_AT: String(dieAt), TELL_STEPS: '1' });
  const first = relay;
  const [fast, slow, behind] = TEXTS;
  if (!fast || !slow || !behind) throw new Error('three texts are needed');
  const deliveries = [await send(fast), ...(await Promise.all([send(slow), send(behind)]))];
  await until(() => hasDied(first) || hasAll(), 5 * SECOND);
  await sleep(SECOND / 2); // for the reports about the last text

  const isDead = hasDied(first);
  if (dieAt > 0) {
    first.child.kill('SIGKILL'); // on a busy machine a run may have fewer steps
    await first.exited;
    const known = sidsIn(join(folder, database));
    relay = await startRelay(env);
    for (const [at, text] of TEXTS.entries()) {
      // What was never written down has to come again; the rest the carrier may try again, or not.
      const isBroken = deliveries[at]?.problem !== undefined;
      if (!known.has(text.sid) || (isBroken && dieAt % 2 === 0)) await send(text);
    }
    await until(hasAll, 10 * SECOND);
    await sleep(SECOND / 2);
  }
  const last = relay;
  last.child.kill('SIGTERM');
  await last.exited;
  return { heard: heard(), steps: first.complaints, isDead };
}

const rehearsal = await live(0);

test('without a death every text has one answer, the slow one too, and in order', () => {
  expect(rehearsal.isDead).toBe(false);
  expect(rehearsal.heard).toHaveLength(TEXTS.length);
  for (const [at, { answer }] of TEXTS.entries()) expect(rehearsal.heard[at]).toMatch(answer);
});

/** A share of the steps; `KILL_STRIDE=1` takes all of them. */
const STRIDE = Number(process.env['KILL_STRIDE'] ?? (process.env['CI'] ? 4 : 96));
const points = rehearsal.steps
  .map((_, index) => index + 1)
  .filter((point) => point % STRIDE === 1 % STRIDE);

let died = 0;
// Two answers may share a text, and acknowledgments a commit, which have half as many steps.
afterAll(() => expect(died).toBeGreaterThan(points.length * 0.25));

test.concurrent.for(points)(
  'killed at step %d, no text is lost and no answer comes in two versions',
  { timeout: 60_000 },
  async (point) => {
    const { heard, steps, isDead } = await live(point);
    const scene = `${steps.at(-1)}\n${heard.join('\n--\n')}`;
    died += isDead ? 1 : 0;
    const places = TEXTS.map(({ answer }) => heard.findIndex((text) => answer.test(text)));
    for (const { answer } of TEXTS) {
      const versions = heard.filter((text) => answer.test(text));
      expect(versions.length, scene).toBeGreaterThan(0);
      expect(versions.length, scene).toBeLessThanOrEqual(2);
      expect(new Set(versions).size, scene).toBe(1);
    }
    expect(places, scene).toEqual(places.toSorted((a, b) => a - b));
    expect(heard.length, scene).toBeLessThanOrEqual(TEXTS.length + 1);
  },
);
