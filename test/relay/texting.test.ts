import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createApp } from '../../src/app/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/phone-number.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(() => demo[Symbol.asyncDispose]());

/** Text as the owner does, and read what comes back at once. */
async function text(Body: string): Promise<string> {
  const body = new URLSearchParams({ Body });
  const response = await fetch(`${demo.address}/phone`, { method: 'POST', body });
  return (await response.text()).trimEnd();
}

const read = async (path: string): Promise<unknown> =>
  (await fetch(`${demo.address}${path}`)).json();

const health = async () =>
  z.object({ texts: z.array(z.string()) }).parse(await read('/health')).texts;

const Phones = z.object({
  bubbles: z.array(z.object({ kind: z.string(), body: z.string(), state: z.string() })),
});
const heard = async () =>
  Phones.parse(await read('/phone/state'))
    .bubbles.filter(({ kind }) => kind === 'heard')
    .map(({ body, state }) => `${state}: ${body.split('\n')[0]}`);

const SILENCE = '(no answer at once)';

describe('through the whole relay and the whole carrier', () => {
  test('an answer that is not ready in time follows as a text of its own, once', async () => {
    await text('menu');
    await demo.set({ homelab: 'slow', webhook: 'together', callbacks: 'shuffled' });
    expect(await text('3d')).toBe(SILENCE);
    await expect.poll(heard).toContain('delivered: DEMO K8s: 8 namespaces');
    await demo.set({ homelab: 'well', webhook: 'once' });
    expect(await text('sec')).toContain('DEMO Security OK');
    expect((await heard()).filter((it) => it.includes('K8s: 8 namespaces'))).toHaveLength(1);
    expect(await health()).toEqual(['OK']);
  });

  test('what does not arrive is told in words, by health', async () => {
    await text('menu');
    await demo.set({ homelab: 'slow', delivery: '30034' });
    expect(await text('3d')).toBe(SILENCE);
    await expect
      .poll(health)
      .toEqual([
        expect.stringMatching(
          /^not delivered .*: the number is not registered for A2P 10DLC: register it in the console \(30034\)$/,
        ),
      ]);
  });

  test('an API that fails first and works again is no reason to lose a text, or to send it twice', async () => {
    await text('menu');
    await demo.set({ homelab: 'slow', api: '500-after' });
    expect(await text('3d')).toBe(SILENCE);
    await expect.poll(heard).toContain('delivered: DEMO K8s: 8 namespaces');
    await demo.set({ homelab: 'well', api: 'ok' });
    await expect.poll(health).toEqual(['OK']);
    expect((await heard()).filter((it) => it.includes('K8s: 8 namespaces'))).toHaveLength(1);
  });

  test('STOP is respected, told by health, and undone by START', async () => {
    await text('stop');
    expect(await text('2')).toBe(SILENCE);
    expect(await health()).toEqual([
      expect.stringMatching(/^\.\.\.01 opted out .*: text START to \.\.\.00 to bring texts back$/),
    ]);
    expect(await text('START')).toBe(SILENCE);
    expect(await text('2')).toContain('DEMO Proxmox OK');
    expect(await health()).toEqual(['OK']);
  });
});

test('in production there is no carrier and no phone', async () => {
  const loaded = await loadConfig({
    ...{ PUBLIC_URL, TWILIO_ACCOUNT_SID: ACCOUNT_SID, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    ...{ TWILIO_PHONE_NUMBER: RELAY_NUMBER, ALLOWED_PHONE_NUMBER: ALICE, DATABASE_URL: 'memory:' },
  });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const log = pino({ level: 'silent' });
  const world = { clock: new FakeClock(), log, version: '1' };
  await using service = await createApp(loaded.value, world);
  const paths = ['/phone', '/phone/state', '/phone/events', '/phone/switches'];
  const api = `/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`;
  for (const path of [...paths, api]) {
    expect(await service.http.inject(path)).toMatchObject({ statusCode: 404 });
  }
});
