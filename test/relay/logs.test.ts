import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL } from '../support/account.ts';
import { advanceUntil } from '../support/advance-until.ts';
import { type RunningCarrier, startCarrier } from '../support/carrier.ts';
import { type EchoServer, startEchoServer } from '../support/echo-server.ts';
import { FakeClaude } from '../support/fake-claude.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB, STRANGER } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';
import { untilQuiet } from '../support/traffic.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DP';

/** Every one of them can be told in a log at a glance. */
const KEYS = {
  TWILIO_AUTH_TOKEN: `${AUTH_TOKEN},an-older-token-nobody-logs`,
  ANTHROPIC_API_KEY: 'sk-ant-never-logged-0123456789',
  UNIFI_API_KEY: 'unifi-key-never-logged/+=',
  K8S_MCP_TOKEN: 'k8s-token-never-logged "quoted"',
  CROWDSEC_API_KEY: 'crowdsec-key-never-logged',
  CROWDSEC_MACHINE_ID: 'watcher',
  CROWDSEC_PASSWORD: 'pw-never-logged',
  WAZUH_USER: 'wazuh-user',
  WAZUH_PASSWORD: 'wazuh-pw-never-logged',
  TOTP_SECRET,
};

/** Whatever a log must not hold, beside what is said in the course of the day. */
const UNSPEAKABLE: readonly (string | RegExp)[] = [
  /never.logged/i,
  AUTH_TOKEN,
  'an-older-token',
  TOTP_SECRET,
  /\+?1?[\s().-]{0,2}555[\s().-]{0,2}01\d[\s().-]{0,2}\d{4}/,
  /%2B1555/i,
  /words-of/,
  /the-model-says/,
  ...[AUTH_TOKEN, KEYS.WAZUH_PASSWORD, KEYS.CROWDSEC_PASSWORD].flatMap((secret) =>
    [0, 1, 2].map((before) =>
      Buffer.from(`${'x'.repeat(before)}${secret}`)
        .toString('base64')
        .slice(4, -4),
    ),
  ),
  Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64').slice(-20),
];

const Line = z.looseObject({ level: z.number(), msg: z.string(), trip: z.string().optional() });
type Line = z.infer<typeof Line>;

const INFO = 30;

/** A line without what differs in every process, and might look like a code by accident. */
const withoutNoise = (line: string): string =>
  line.replaceAll(/"(?:pid|time|hostname|reqId)":(?:\d+|"[^"]*"),?/g, '');

interface Day extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly claude: FakeClaude;
  readonly carrier: RunningCarrier;
  readonly unifi: EchoServer;
  readonly relay: () => Relay;
  /** The ids of the texts of people on the list, and what was texted. */
  readonly sids: string[];
  readonly said: string[];
  readonly says: (body: string, from?: typeof ALICE) => Promise<string>;
  /** Returns how many lines were logged before. */
  readonly restart: () => Promise<number>;
  readonly lines: () => readonly Line[];
  readonly raw: () => readonly string[];
}

async function startDay(): Promise<Day> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'logs-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  const clock = new FakeClock();
  const claude = cleanup.use(await FakeClaude.start());
  const unifi = cleanup.use(
    await startEchoServer(`to ${ALICE}, (555) 010-0002 or tel:15550199999`),
  );
  const mcp = cleanup.use(await startEchoServer('Bearer another-never-logged'));
  let address = '';
  const carrier = cleanup.use(
    await startCarrier({ clock, reach: (url) => url.replace(PUBLIC_URL, address) }),
  );
  const env = {
    ...WITHOUT_ALERTS,
    ...KEYS,
    ALLOWED_PHONE_NUMBER: `${ALICE},${BOB}:viewer`,
    TWILIO_ACCOUNT_SID: ACCOUNT_SID,
    TWILIO_API_URL: carrier.url,
    DATABASE_URL: `sqlite:${join(folder, 'relay.db')}`,
    ANTHROPIC_BASE_URL: claude.url,
    UNIFI_URL: unifi.url.href,
    K8S_MCP_URL: `${mcp.url.href}mcp?key=query-never-logged`,
    CROWDSEC_URL: unifi.url.href,
    WAZUH_URL: unifi.url.href,
    SECURITY_MCP_URL: 'http://127.0.0.1:9/mcp?token=q-never-logged',
  };
  let relay = await startRelay({ env, clock });
  address = await relay.service.http.listen({ host: '127.0.0.1', port: 0 });
  cleanup.defer(() => relay[Symbol.asyncDispose]());
  const logged: string[][] = [relay.logged];
  const [sids, said]: [string[], string[]] = [[], []];
  const raw = () => logged.flat();

  async function says(body: string, from = ALICE): Promise<string> {
    const form = formOf(from, body);
    const sid = form['MessageSid'] ?? '';
    said.push(body);
    if (from !== STRANGER) sids.push(sid);
    const { messages } = await advanceUntil(clock, carrier.text(from, body, { sid }));
    return messages.join('\n');
  }

  const owned = cleanup.move();
  return {
    ...{ clock, claude, carrier, unifi, sids, said, says, raw },
    relay: () => relay,
    async restart() {
      await relay[Symbol.asyncDispose]();
      const before = raw().length;
      relay = await startRelay({ env, clock });
      logged.push(relay.logged);
      address = await relay.service.http.listen({ host: '127.0.0.1', port: 0 });
      return before;
    },
    lines: () => raw().map((line) => Line.parse(JSON.parse(line))),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

describe('a day of texts, at the level that tells most', () => {
  let day: Day;
  const codes: string[] = [];
  let late = '';
  let reboot = '';

  const digits = () => new TOTP({ secret: TOTP_SECRET }).generate({ timestamp: day.clock.now() });

  const codeIn = (question: string): string => {
    const code = /OK (\d{6})/.exec(question)?.[1] ?? '';
    expect(question).toMatch(/OK \d{6}/);
    codes.push(code);
    return code;
  };

  /** Time stands still while the carrier is spoken to. */
  async function quiet(): Promise<void> {
    await sleep(10);
    await untilQuiet(day.carrier.requests);
  }

  /** Until somebody heard it, while time goes on. */
  async function hears(words: RegExp, from = ALICE): Promise<void> {
    for (let turn = 0; turn < 500; turn += 1) {
      if (day.carrier.textsTo(from).some((text) => words.test(text))) return;
      day.clock.advance(500);
      await quiet();
    }
    expect(day.carrier.textsTo(from)).toContain(words);
  }

  beforeAll(async () => {
    await import('twilio'); // the first to need it would be late by as long as it takes to load
    day = await startDay();
    const { says, carrier, claude, unifi, clock } = day;

    for (const text of ['menu', '1', '1d', '2', '2v', '+', '3', '4', '4a', '?', 'log', 'plex'])
      await says(text);
    await says('words-of-alice nobody knows');
    await says('2', BOB);
    await says('words-of-a-stranger', STRANGER);
    for (const text of ['STOP', 'START']) await says(text, BOB);

    claude.moves = [
      { use: [{ tool: 'proxmox_summary' }, { tool: 'network_summary' }] },
      { say: 'the-model-says all is well' },
    ];
    await says('is words-of-a-question ok?');
    claude.moves = [{ status: 400, message: `words-of-a-question ${KEYS.ANTHROPIC_API_KEY}` }];
    await says('why is words-of-a-question slow?');

    const asked = await says('reboot plex');
    await says('OK 000000');
    await says(`OK ${codeIn(asked)}`);
    reboot = day.sids.at(-1) ?? '';
    await hears(/plex is back after its reboot/);
    const stop = await says('kill minecraft');
    await says(`OK ${codeIn(stop)} 000000`);
    const again = await says('kill minecraft');
    const second = digits();
    codes.push(second);
    await says(`OK ${codeIn(again)} ${second}`);
    await says('reboot plex', BOB);

    const { http } = day.relay().service;
    const { url, method, payload } = signedRequest(formOf(ALICE, 'words-of-a-forger'));
    const type = 'application/x-www-form-urlencoded';
    for (const signature of ['A'.repeat(27).concat('='), 'nonsense']) {
      const headers = { 'content-type': type, 'x-twilio-signature': signature };
      await http.inject({ url, method, payload, headers });
    }
    await http.inject({ method: 'POST', url: '/sms?words-of-a-query', payload: '%%%' });
    await http.inject(signedRequest(formOf('BANK', 'words-of-nobody')));
    await http.inject({
      url: '/words-of-a-path',
      headers: { authorization: 'Bearer x-never-logged' },
    });

    const { promise, resolve } = Promise.withResolvers<void>();
    unifi.gate = promise;
    clock.advance(MINUTE);
    await says('1c');
    late = day.sids.at(-1) ?? '';
    resolve();
    await hears(/answered with an error/);
    await clock.elapse(MINUTE, quiet);

    for (const api of ['401', '500', '429']) {
      carrier.set({ api });
      const gate = Promise.withResolvers<void>();
      unifi.gate = gate.promise;
      clock.advance(MINUTE);
      await says('1c');
      gate.resolve();
      await clock.elapse(30_000, quiet);
    }
    carrier.set({ api: 'ok', delivery: '30003' });
    await clock.elapse(15 * MINUTE, quiet);
    carrier.set({ delivery: 'delivered' });
  }, 120_000);
  afterAll(() => day[Symbol.asyncDispose]());

  test('nothing in it is a secret, a number, or what anybody said', () => {
    const raw = day.raw();
    expect(raw.length).toBeGreaterThan(60);
    const found = (what: string | RegExp) =>
      raw.find((line) => (typeof what === 'string' ? line.includes(what) : what.test(line)));
    for (const what of UNSPEAKABLE) expect(found(what), String(what)).toBeUndefined();

    const heard = [...day.carrier.textsTo(ALICE), ...day.carrier.textsTo(BOB)];
    expect(heard.join('\n'), 'the model was asked').toContain('the-model-says');
    const spoken = [...day.said, ...heard.flatMap((text) => text.split('\n'))];
    for (const words of spoken.filter((it) => it.length > 12)) expect(found(words)).toBeUndefined();

    const quiet = raw.map(withoutNoise);
    for (const code of new Set(codes)) {
      const alone = new RegExp(`(?<![\\w.:-])${code}(?![\\w.:-])`);
      expect(quiet.find((line) => alone.test(line))).toBeUndefined();
    }
  });

  test('every text has one line at the level of every day', () => {
    const answered = day.lines().filter(({ level, msg }) => level === INFO && msg === 'answered');
    expect(answered.map(({ trip }) => trip).toSorted()).toEqual(day.sids.toSorted());
    const others = day
      .lines()
      .filter(({ level, msg }) => level === INFO && !/^(?:answered$|Server listening)/.test(msg));
    expect(new Set(others.map(({ msg }) => msg))).toEqual(new Set(['delivered']));
  });

  test('what is done because of a text says so; the rest is known by name', () => {
    const alone = day.lines().filter(({ trip }) => trip === undefined);
    const words = alone.map(({ msg }) => msg.replace(/(?<=Server listening).*/, ''));
    expect([...new Set(words)].toSorted()).toEqual([
      'Server listening',
      'a request without a valid signature',
      'a signed form that is not a text',
      'more requests without a valid signature',
      'no answer from an API', // looked at by itself: at the start, and while somebody is interested
      'no answer over MCP',
    ]);
  });

  test('the whole trip of a late text is found by its id', () => {
    const trip = day.lines().filter((line) => line.trip === late);
    const words = trip.map(({ msg }) => msg).filter((msg) => msg !== 'no answer from an API');
    expect(words).toEqual(['answered', 'a source did not answer', 'handed over', 'delivered']);
  });

  test('so is that of an action, to the text about what came of it', () => {
    const trip = day.lines().filter((line) => line.trip === reboot);
    const events = trip.flatMap((line) => line['event'] ?? []);
    expect(events).toEqual(['started', 'sent', 'done']);
    expect(trip.map(({ msg }) => msg).slice(-3)).toEqual(['an action', 'handed over', 'delivered']);
  });

  test('trouble with the carrier belongs to the text that it befell', () => {
    const troubles = day.lines().filter(({ msg }) => /did not a/.test(msg));
    expect(troubles.length).toBeGreaterThan(2);
    expect(troubles.filter(({ trip = '' }) => !day.sids.includes(trip))).toEqual([]);
  });

  test('and after a restart in the middle of it, the trip goes on', async () => {
    const { says, clock, carrier } = day;
    const question = await says('reboot nextcloud');
    await says(`OK ${codeIn(question)}`);
    const trip = day.sids.at(-1);
    const before = await day.restart();
    await clock.elapse(4 * MINUTE, quiet);
    expect(carrier.textsTo(ALICE).at(-1)).toContain('Sent, not confirmed');
    const after = day
      .lines()
      .slice(before)
      .filter((line) => line.trip === trip);
    const words = after.map(({ msg }) => msg);
    expect(words).toEqual(expect.arrayContaining(['handed over', 'delivered', 'an action']));
  });
});
