import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { pino } from 'pino';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { compose } from '../src/compose.ts';
import { loadConfig } from '../src/config/config.ts';
import { systemClock } from '../src/core/clock.ts';

const TOKEN = 'bench';
const OWNER = '+15550100001';
const ROUNDS = 2000;

/** Process time of one text through the signed webhook, in milliseconds. */
async function measureSteps(): Promise<void> {
  const loaded = loadConfig({ DEMO: '1', TWILIO_AUTH_TOKEN: TOKEN, ALLOWED_PHONE_NUMBER: OWNER });
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

  await service.http.inject(text('2v'));
  for (const [what, body] of [
    ['explain (?)', '?'],
    ['next page (+)', '+'],
    ['missing row (99)', '99'],
    ['summary over MCP (2)', '2'],
  ] as const) {
    const costs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const request = text(body);
      const before = process.cpuUsage();
      await service.http.inject(request);
      const { user, system } = process.cpuUsage(before);
      costs.push((user + system) / 1000);
    }
    report(what, costs.slice(ROUNDS / 10));
  }
}

/** From spawning the compiled service to its first answer. */
async function measureStart(): Promise<void> {
  const costs: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const began = performance.now();
    const child = spawn(process.execPath, ['dist/main.js'], {
      env: { ...process.env, DEMO: '1', PORT: String(port) },
      stdio: 'ignore',
    });
    while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 5));
    costs.push(performance.now() - began);
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  report('start to first answer', costs);
}

const answers = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/phone`, {
    method: 'POST',
    body: new URLSearchParams({ Body: 'home' }),
  }).then(
    (response) => response.ok,
    () => false,
  );

function report(what: string, costs: readonly number[]): void {
  const sorted = costs.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2);
  process.stdout.write(`${what.padEnd(24)} median ${at(0.5)} ms   p95 ${at(0.95)} ms\n`);
}

await measureSteps();
await measureStart();
