import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FakeClaude } from '../support/fake-claude.ts';
import type { Phone } from '../support/phone.ts';
import { ALICE, BOB, STRANGER } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zones-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** It is noon in UTC, which is the zone of the relay. */
async function start(env: NodeJS.ProcessEnv = {}): Promise<Relay> {
  const RELAY_CONFIG = join(folder, 'relay.yaml');
  const yaml = `people:
  anna: {sms: "${ALICE}", time_zone: Europe/Berlin}
  kenji: {sms: "${BOB}", time_zone: Asia/Tokyo}`;
  writeFileSync(RELAY_CONFIG, yaml);
  return startRelay({ env: { RELAY_CONFIG, ALLOWED_PHONE_NUMBER: STRANGER, ...env } });
}

async function says(phone: Phone, text: string): Promise<string> {
  await phone.texts(text);
  return phone.reads();
}

const timesIn = (reply: string): readonly string[] => reply.match(/\b\d\d:\d\d\b/g) ?? [];

test.for([
  ['a list', ['3e'], ['12:57', '20:57', '11:57']],
  ['its next page', ['3e', '+'], ['12:39', '20:39', '11:39']],
  ['one thing of it', ['3e', '1'], ['12:57', '20:57', '11:57']],
  ['an alert', ['4a', '1'], ['11:25', '19:25', '10:25']],
  ['a line of the log', ['4l', '1'], ['12:58', '20:58', '11:58']],
  ['a guest with its backup', ['2v', '200'], ['03:20', '11:20', '02:20']],
] as const)('%s tells each person the times of their own zone', async ([, texts, times]) => {
  await using relay = await start();
  const read: string[] = [];
  for (const phone of [relay.alice, relay.bob, relay.stranger]) {
    let reply = '';
    for (const text of texts) reply = await says(phone, text);
    read.push(timesIn(reply)[0] ?? reply);
  }
  expect(read).toEqual(times);
});

test('the day of a time is the day where its reader is', async () => {
  await using relay = await start();
  relay.clock.jump(4 * 60 * 60_000); // in Tokyo it is tomorrow
  expect(await says(relay.alice, '4a')).toContain('! 11:25 14 failed');
  expect(await says(relay.bob, '4a')).toContain('! 21 Nov 19:25 14 failed');
});

test('who was locked out is listed with the time in the zone of whoever asks', async () => {
  await using relay = await start();
  const { alice } = relay;
  const code = /OK (\d{6})/.exec(await says(alice, 'people off kenji'))?.[1] ?? '';
  expect(await says(alice, `OK ${code}`)).toContain('kenji is locked out');
  expect(await says(alice, 'people')).toContain('kenji operator, locked out 13:00');
  expect(await says(alice, 'log')).toContain('13:00 people off by anna');
});

test('Claude reads the time of a question, and the times in what its tools find, in the zone of whoever asks', async () => {
  await using claude = await FakeClaude.start();
  await using relay = await start({
    ...{ ANTHROPIC_API_KEY: 'sk-ant-key', ANTHROPIC_BASE_URL: claude.url },
  });
  const ask = async (phone: Phone): Promise<string> => {
    claude.asked.length = 0;
    claude.moves = [{ use: [{ tool: 'k8s_events' }] }, { say: 'Nothing much.' }];
    expect(await says(phone, 'ask what happened in the cluster')).toContain('Nothing much.');
    return JSON.stringify(claude.asked.at(-1)?.messages);
  };
  const [berlin, tokyo] = [await ask(relay.alice), await ask(relay.bob)];
  expect(berlin).toContain('[2026-11-21 13:00] what happened');
  expect(berlin).toContain('12:57 Scheduled');
  expect(tokyo).toContain('[2026-11-21 21:00] what happened');
  expect(tokyo).toContain('20:57 Scheduled');
});
