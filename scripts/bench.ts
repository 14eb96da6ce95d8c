import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config/config.ts';
import { systemClock } from '../src/core/clock.ts';

const TOKEN = 'bench';
const OWNER = '+15550100001';
const ROUNDS = 2000;

/** Process time of one text through the signed webhook, beside that of a request that does nothing. */
async function measureSteps(): Promise<void> {
  const loaded = await loadConfig({
    DEMO: '1',
    TWILIO_AUTH_TOKEN: TOKEN,
    ALLOWED_PHONE_NUMBER: OWNER,
  });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const log = pino({ level: 'silent' });
  await using service = await compose(loaded.value, { clock: systemClock, log, version: 'bench' });
  const url = `${loaded.value.http.publicUrl}/sms`;

  const text = (body: string) => {
    const form = { MessageSid: `SM${randomBytes(16).toString('hex')}`, From: OWNER, Body: body };
    return {
      method: 'POST',
      url: '/sms',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': getExpectedTwilioSignature(TOKEN, url, form),
      },
      payload: new URLSearchParams(form).toString(),
    } as const;
  };

  const costsOf = async (request: () => ReturnType<typeof text> | '/'): Promise<number[]> => {
    const costs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const asked = request();
      const before = process.cpuUsage();
      await service.http.inject(asked);
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / 1000);
    }
    return costs.slice(ROUNDS / 10);
  };

  await service.http.inject(text('2v'));
  const bare = await costsOf(() => '/');
  report('bare request (GET /)', bare);
  for (const [what, body] of [
    ['explain (?)', '?'],
    ['next page (+)', '+'],
    ['missing row (99)', '99'],
    ['summary over MCP (2)', '2'],
  ] as const) {
    report(what, await costsOf(() => text(body)), bare);
  }
}

/** From spawning the compiled service to its first answer. */
async function measureStart(): Promise<void> {
  const costs: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const port = await freePort();
    const began = performance.now();
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: { ...process.env, DEMO: '1', PORT: String(port) },
      stdio: 'ignore',
    });
    const exited = once(child, 'exit');
    await firstAnswer(port, began + 10_000);
    costs.push(performance.now() - began);
    child.kill('SIGTERM');
    await exited;
  }
  report('start to first answer', costs);
}

async function freePort(): Promise<number> {
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function firstAnswer(port: number, deadline: number): Promise<void> {
  while (performance.now() < deadline) {
    if (await answers(port)) return;
    await sleep(5);
  }
  throw new Error(`nothing answered on port ${port}`);
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/phone`, {
    method: 'POST',
    body: new URLSearchParams({ Body: 'home' }),
    signal: AbortSignal.timeout(2000),
  }).then(
    async (response) => (await response.text()).includes('OK.'),
    () => false,
  );

function report(what: string, costs: readonly number[], beside?: readonly number[]): void {
  const [median, p95] = [at(costs, 0.5), at(costs, 0.95)];
  const ratio = beside ? `   ${(median / at(beside, 0.5)).toFixed(1)} times a bare request` : '';
  const figures = `median ${median.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms`;
  process.stdout.write(`${what.padEnd(24)} ${figures}${ratio}\n`);
}

const at = (costs: readonly number[], share: number): number =>
  costs.toSorted((a, b) => a - b)[Math.floor(costs.length * share)] ?? 0;

await measureSteps();
await measureStart();
