import { afterEach, beforeEach, describe, expect } from 'vitest';
import { advanceUntilSeen } from '../support/advance-until.ts';
import { FakeClock, HOUR } from '../support/fake-clock.ts';
import type { Phone } from '../support/phone.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';
import { serve, type Upstream } from '../upstreams/serve.ts';

let relay: Relay;
let carrier: Upstream;
let clock: FakeClock;
beforeEach(async () => {
  clock = new FakeClock();
  carrier = await serve(() => ({
    status: 201,
    json: { sid: `SM${'0'.repeat(32)}`, status: 'sent' },
  }));
  relay = await startRelay({ clock, env: { TWILIO_API_URL: carrier.url.origin } });
});
afterEach(async () => {
  await relay[Symbol.asyncDispose]();
  await carrier[Symbol.asyncDispose]();
});

/** What came by itself. */
const later = (): readonly string[] =>
  carrier.heard.flatMap(({ body }) => new URLSearchParams(body).get('Body') ?? []);

const codeIn = (question: string): string => /OK (\d{6})/.exec(question)?.[1] ?? 'no code';

const until = <T>(look: () => T | undefined) => advanceUntilSeen(clock, look);

/** What a phone reads: at once, or by a text of its own when there is one on its way already. */
async function reading(
  texting: Promise<string>,
  phone: Phone,
  before = later().length,
): Promise<string> {
  const isAtOnce = (await texting).includes('<Message>');
  return isAtOnce ? phone.reads() : ((await until(() => later()[before])) ?? 'no answer');
}

const says = (text: string, phone = relay.alice): Promise<string> =>
  reading(phone.texts(text), phone);

/** The first line of the answer to the code, for which the clock has to go on. */
async function confirm(question: string): Promise<string> {
  let answer: string | undefined;
  void says(`OK ${codeIn(question)}`).then((text) => {
    [answer] = text.split('\n');
  });
  return (await until(() => answer)) ?? 'no answer';
}

/** The question without its code, and what came of it. */
async function doIt(words: string): Promise<readonly [asked: string, outcome: string | undefined]> {
  const question = await says(words);
  const asked = question.split('\nText OK')[0] ?? '';
  const told = later().length;
  const soon = await confirm(question);
  return [asked, soon.startsWith('Sent.') ? await outcomeAfter(told) : soon];
}

/** The text after so many; that it was sent may be one of its own too. */
const outcomeAfter = (told: number): Promise<string | undefined> =>
  until(() =>
    later()
      .slice(told)
      .find((text) => !text.startsWith('Sent. ')),
  );

/** Time goes on, and what was known is asked for anew. */
const pass = (seconds: number): void => clock.advance((15 + seconds) * 1000);

describe('in the imaginary house', { timeout: 30_000 }, () => {
  test.for<readonly [wish: string, asked: string, outcome: RegExp]>([
    [
      'kick annas-iphone',
      'DEMO Kick annas-iphone (192.168.1.36)?\nIt reconnects by itself.',
      /^DEMO annas-iphone (?:is off the network|reconnected), \d+s\.$/,
    ],
    [
      'cycle usw-24 12',
      'DEMO Power-cycle port 12 of USW-24?\ndoorbell-nvr loses power.',
      /^DEMO doorbell-nvr back, \d+s\.$/,
    ],
    [
      'cycle usw-24 2',
      'DEMO Power-cycle port 2 of USW-24?\nAP-Hall loses power.',
      /^DEMO AP-Hall back, \d+s\.$/,
    ],
    [
      'cycle usw-24 4',
      'DEMO Power-cycle port 4 of USW-24?\nIt gives no power now.',
      /^Sent, not confirmed: DEMO Power-cycle port 4 of USW-24$/,
    ],
    [
      'restart ap-attic',
      'DEMO Restart AP-Attic?\n13 clients on it drop out.',
      /^DEMO AP-Attic up again, \d+s\.$/,
    ],
    [
      'restart udm-pro',
      'DEMO Restart UDM-Pro?\nEverything is offline meanwhile.',
      /^DEMO UDM-Pro up again, \d+s\.$/,
    ],
    [
      'restart sonarr',
      'DEMO Restart sonarr in media?\n1/1 ready.',
      /^DEMO sonarr restarted, 1\/1 ready, \d+s\.$/,
    ],
    [
      'delete loki-0',
      'DEMO Delete pod loki-0 in monitoring?\nRunning.',
      /^DEMO Pod loki-0 was made anew, \d+s\.$/,
    ],
  ])('%s', async ([wish, asked, outcome]) => {
    const [question, words] = await doIt(wish);
    expect(question).toBe(asked);
    expect(words).toMatch(outcome);
  });

  test.for([
    ['cycle usw-24 20', 'Port 20 of USW-24 gives no power.\nNothing was done.'],
    ['cycle usw-24 30', 'USW-24 has ports 1 to 24.\nNothing was done.'],
    ['cycle udm-pro 1', 'UDM-Pro tells of no ports.\nNothing was done.'],
    ['cycle ap-hall 1', 'Device AP-Hall: cycle is not possible now.'],
    ['kick printer', 'Client printer: kick is not possible now.'],
    ['scale sonarr 51', 'Only 0 to 50 pods can be asked for.'],
  ] as const)('%s is refused before any code', async ([wish, words]) => {
    const answer = await says(wish);
    expect(answer).toContain(words);
    expect(answer).not.toMatch(/OK \d{6}/);
  });

  test.for([
    'block kids-ipad',
    'kick annas-iphone',
    'cycle usw-24 12',
    'restart ap-attic',
    'scale sonarr 2',
    'delete loki-0',
    'ban 203.0.113.5',
  ])('%s is not for somebody who may only look', async (wish) => {
    expect(await says(wish, relay.bob)).toContain('This number may only look.');
  });

  test('what can be done stands under each thing', async () => {
    await says('kids-ipad');
    expect(await says('?')).toContain('Client');
    expect(await says('kids-ipad')).toMatch(/\nX\) Block {2}K\)ick {2}B\)ack$/);
    expect(await says('printer')).toContain('printer');
    expect(await says('1')).toMatch(/\nX\) Block {2}B\)ack$/);
    expect(await says('usw-24')).toMatch(/^DEMO USW-24, switch\n[\s\S]*\nR\)estart {2}B\)ack$/);
    expect(await says('cycle')).toContain('Text cycle, the name and a number.');
  });

  test('who is blocked is gone until let in again', async () => {
    const [, outcome] = await doIt('block kids-ipad');
    const [, address = ''] = /Undo: unblock (\S+)$/.exec(outcome ?? '') ?? [];
    expect(outcome).toMatch(/^DEMO kids-ipad is blocked, \d+s\. Undo: unblock kids-ipad/);
    pass(0);
    expect(await says('1')).toMatch(
      /^DEMO Network OK\. 46 clients, 2 APs, 0 alerts, kids-ipad blocked\.\n/,
    );
    expect(await says('kids-ipad')).toMatch(
      /^DEMO That client is gone\nkids-ipad was last seen 12:00: Client kids-ipad\n/,
    );
    expect(await doIt(`unblock ${address}`)).toEqual([
      'DEMO Let kids-ipad (02:a9:bd:f1:c1:d9) back on the network?',
      expect.stringMatching(/^DEMO kids-ipad is on the network, \d+s\.$/),
    ]);
    expect(await says('1')).toContain('47 clients, 2 APs, 0 alerts.');
    expect(await says('kids-ipad')).toMatch(/\nConnected \d+s\n/);
  });

  test('a restarted access point is down, and then up with a small uptime', async () => {
    const question = await says('restart ap-attic');
    const told = later().length;
    expect(await confirm(question)).toMatch(/^Sent\./);
    clock.advance(15_000);
    expect(await says('1')).toMatch(/^DEMO Network ! AP-Attic down\n47 clients/);
    expect(await outcomeAfter(told)).toMatch(/^DEMO AP-Attic up again, \d+s\.$/);
    pass(0);
    expect(await says('ap-attic')).toMatch(/^DEMO AP-Attic, access point\nup \d+s\n13 clients/);
  });

  test('a scaled deployment has that many pods, and none when none are wanted', async () => {
    expect((await doIt('scale sonarr 3'))[1]).toMatch(/^DEMO sonarr has 3\/3 ready, \d+s\.$/);
    pass(0);
    expect(await says('3')).toContain('49 pods');
    expect(await says('sonarr')).toContain('Deployment sonarr 3/3');
    expect((await doIt('scale sonarr 0'))[1]).toMatch(/^DEMO sonarr has 0\/0 ready, \d+s\.$/);
    pass(0);
    expect(await says('3')).toContain('46 pods');
  });

  test('a deleted pod comes back under another name', async () => {
    const podName = async (): Promise<string> => {
      const row = /(\d+) Pod grafana /.exec(await says('grafana'))?.[1] ?? 'no row';
      return /Pod (grafana-\S+)/.exec(await says(row))?.[1] ?? 'none';
    };
    const before = await podName();
    expect(await doIt(`delete ${before}`)).toEqual([
      `DEMO Delete pod ${before} in monitoring?\nRunning.`,
      expect.stringMatching(/^DEMO Pod grafana-\S+ is gone, \d+s\.$/),
    ]);
    pass(0);
    const after = await podName();
    expect(after).toMatch(/^grafana-/);
    expect(after).not.toBe(before);
    expect(await says(after)).toMatch(/\nAge \d+s\n/);
    expect(await says('3')).toContain('47 pods');
  });

  test('lists and counts that were just read are not given again after a change of ours', async () => {
    expect(await says('4f')).toContain('14 rules');
    await doIt('ban 203.0.113.5');
    expect(await says('4f')).toContain('203.0.113.5');
    await doIt('unban 203.0.113.5');
    expect(await says('4f')).not.toContain('203.0.113.5');
    expect(await says('sonarr')).toContain('1/1');
    await doIt('scale sonarr 3');
    expect(await says('sonarr')).toContain('3/3');
    expect(await says('1c')).toContain('47 clients');
    await doIt('block kids-ipad');
    expect(await says('1c')).toContain('46 clients');
  });

  test('a banned address is in the firewall until let in again, or for four hours', async () => {
    expect(await doIt('ban 203.0.113.5')).toEqual([
      'DEMO Ban 203.0.113.5 for 4h?',
      expect.stringMatching(/^DEMO 203\.0\.113\.5 banned for 4h, \d+s\.$/),
    ]);
    pass(0);
    expect(await says('4f')).toContain('14 rules, 1 ban');
    expect(await says('1')).toMatch(/Ban of 203\.0\.113\.5\nReason: by text\nU\)nban {2}B\)ack$/);
    expect(await doIt('unban 203.0.113.5')).toEqual([
      'DEMO Let 203.0.113.5 in again?\nIt is banned now.',
      expect.stringMatching(/^DEMO 203\.0\.113\.5 let in again, \d+s\.$/),
    ]);
    pass(0);
    expect(await says('4f')).toContain('14 rules');
    await doIt('ban 203.0.113.5');
    clock.advance(4 * HOUR);
    expect(await says('4f')).toContain('14 rules');
  });
});
