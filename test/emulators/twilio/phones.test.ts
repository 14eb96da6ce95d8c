import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { SegmentedMessage } from 'sms-segments-calculator';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL, RELAY_NUMBER } from '../../support/account.ts';
import { startCarrier } from '../../support/carrier.ts';
import { FakeClock, MINUTE } from '../../support/fake-clock.ts';
import { ALICE, BOB } from '../../support/phone-number.ts';
import { untilQuiet, watchTraffic } from '../../support/traffic.ts';

interface Call {
  readonly path: string;
  readonly form: Record<string, string>;
  readonly isSigned: boolean;
}

type Answering = (call: Call, response: ServerResponse) => void;

const says =
  (text: string): Answering =>
  (_call, response) => {
    response.setHeader('content-type', 'text/xml');
    response.end(`<Response><Message>${text}</Message></Response>`);
  };

/** A carrier, and somebody in the place of the relay who answers as a test says. */
async function start(answer: Answering = says('hello')) {
  const clock = new FakeClock();
  const calls: Call[] = [];
  let answering = answer;
  const relay = createServer((request, response) => {
    void read(request).then((form) => {
      const path = request.url ?? '';
      const signature = String(request.headers['x-twilio-signature']);
      const isSigned = validateRequest(AUTH_TOKEN, signature, PUBLIC_URL + path, form);
      const call = { path, form, isSigned };
      calls.push(call);
      answering(call, response);
    });
  });
  const traffic = watchTraffic(relay);
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const bound = relay.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const reach = (url: string) => url.replace(PUBLIC_URL, `http://127.0.0.1:${port}`);
  const carrier = await startCarrier({ clock, reach });
  return {
    clock,
    carrier,
    calls,
    answers: (next: Answering) => {
      answering = next;
    },
    rest: () => untilQuiet(traffic, carrier.requests),
    api: (form: Record<string, string>) =>
      fetch(`${carrier.url}/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
        body: new URLSearchParams({ From: RELAY_NUMBER, To: ALICE, Body: 'x', ...form }),
      }),
    async [Symbol.asyncDispose]() {
      relay.closeAllConnections();
      await relay[Symbol.asyncDispose]();
      await carrier[Symbol.asyncDispose]();
    },
  };
}

async function read(request: IncomingMessage): Promise<Record<string, string>> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return Object.fromEntries(new URLSearchParams(body));
}

describe('a text', () => {
  test('is a signed webhook with everything the carrier tells', async () => {
    await using house = await start();
    await house.carrier.text(ALICE, 'hi + bye & \u{1f642}');
    expect(house.calls).toMatchObject([{ path: '/sms', isSigned: true }]);
    expect(house.calls[0]?.form).toMatchObject({
      ...{ From: ALICE, To: RELAY_NUMBER, Body: 'hi + bye & \u{1f642}', AccountSid: ACCOUNT_SID },
      ...{ NumMedia: '0', NumSegments: '1', SmsStatus: 'received', ApiVersion: '2010-04-01' },
      ...{ FromCity: 'NEW YORK', FromCountry: 'US', ToCountry: 'US' },
    });
    expect(house.calls[0]?.form['MessageSid']).toMatch(/^SM[0-9a-f]{32}$/);
    const { MessageSid, SmsSid, SmsMessageSid } = house.calls[0]?.form ?? {};
    expect([SmsSid, SmsMessageSid]).toEqual([MessageSid, MessageSid]);
  });

  test('with pictures, and one by WhatsApp, look as theirs do', async () => {
    await using house = await start();
    await house.carrier.text(ALICE, '', { media: 2 });
    await house.carrier.text(ALICE, 'hi', { channel: 'whatsapp' });
    expect(house.calls.map(({ isSigned }) => isSigned)).toEqual([true, true]);
    expect(house.calls[0]?.form).toMatchObject({
      ...{ NumMedia: '2', Body: '', MediaContentType1: 'image/jpeg' },
    });
    expect(house.calls[0]?.form['MessageSid']).toMatch(/^MM/);
    expect(house.calls[0]?.form['MediaUrl1']).toMatch(/^https:\/\/api\.twilio\.com\//);
    expect(house.calls[1]?.form).toMatchObject({
      ...{ From: `whatsapp:${ALICE}`, To: `whatsapp:${RELAY_NUMBER}`, WaId: ALICE.slice(1) },
    });
    expect(house.calls[1]?.form).not.toHaveProperty('FromCity');
  });

  test('has its answer on the phone a moment later, with marks and a price', async () => {
    await using house = await start(says('a &lt; b'));
    expect(await house.carrier.text(ALICE, 'hi')).toEqual({ messages: ['a < b'] });
    await house.clock.elapse(1000, house.rest);
    expect(house.carrier.textsTo(ALICE)).toEqual(['a < b']);
    expect(house.carrier.bubbles()).toMatchObject([
      { kind: 'said', body: 'hi', segments: 1 },
      { kind: 'heard', body: 'a < b', state: 'delivered', encoding: 'GSM-7', cents: 0.83 },
    ]);
    expect(house.carrier.total()).toEqual({ texts: 2, segments: 2, cents: 1.66 });
  });

  test.for<readonly [string, number, Answering]>([
    ['a wrong status', 11200, (_call, response) => void response.writeHead(500).end()],
    [
      'a redirect',
      11200,
      (call, response) => {
        if (call.path === '/sms') response.writeHead(302, { location: '/elsewhere' }).end();
        else says('somewhere else')(call, response);
      },
    ],
    ['a connection that breaks', 11200, (_call, response) => void response.destroy()],
    ['no content type', 12300, (_call, response) => void response.end('x')],
    [
      'no XML',
      12100,
      (_call, response) => void response.setHeader('content-type', 'text/xml').end('x'),
    ],
    ['nothing to say', 14103, says('')],
    ['too much to say', 14103, says('x'.repeat(1601))],
  ])('answered with %s is trouble %d, told in the margin', async ([, code, answer]) => {
    await using house = await start(answer);
    expect(await house.carrier.text(ALICE, 'hi')).toEqual({ messages: [], problem: code });
    expect(house.carrier.bubbles().at(-1)).toMatchObject({ kind: 'notice', problem: { code } });
    expect(house.carrier.textsTo(ALICE)).toEqual([]);
  });

  test('that is not answered within 15 seconds, or to nobody, is trouble 11205', async () => {
    await using house = await start(() => {});
    const late = house.carrier.text(ALICE, 'hi');
    await expect.poll(() => house.calls.length).toBe(1);
    await house.clock.elapse(15_000, house.rest);
    expect(await late).toMatchObject({ problem: 11205 });

    await using lonely = await startCarrier({
      clock: house.clock,
      reach: () => 'http://127.0.0.1:65534/',
    });
    expect(await lonely.text(ALICE, 'hi')).toMatchObject({ problem: 11205 });
  });
});

describe('the number', () => {
  const setUp = (url: string, form: Record<string, string>) =>
    fetch(
      `${url}/2010-04-01/Accounts/${ACCOUNT_SID}/IncomingPhoneNumbers/PN${'0'.repeat(32)}.json`,
      {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
        body: new URLSearchParams(form),
      },
    );

  test('may ask by GET, signed over the whole address', async () => {
    await using house = await start();
    await setUp(house.carrier.url, { SmsMethod: 'GET', SmsUrl: `${PUBLIC_URL}/sms?a=1` });
    expect(await house.carrier.text(ALICE, 'hi & bye')).toEqual({ messages: ['hello'] });
    expect(house.calls).toMatchObject([{ isSigned: true, form: {} }]);
    expect(house.calls[0]?.path).toMatch(/^\/sms\?a=1&.*Body=hi\+%26\+bye/);
  });

  test.for([
    { method: 'POST', path: /^\/sms$/ },
    { method: 'GET', path: /^\/sms\?.*Body=hi/ },
  ])('is called by $method without what is behind a #, and signed so', async ({ method, path }) => {
    await using house = await start();
    await setUp(house.carrier.url, { SmsMethod: method, SmsUrl: `${PUBLIC_URL}/sms#rc=2&rp=all` });
    expect(await house.carrier.text(ALICE, 'hi')).toEqual({ messages: ['hello'] });
    expect(house.calls).toMatchObject([{ isSigned: true }]);
    expect(house.calls[0]?.path).toMatch(path);
  });

  test('falls back to another address, which hears what went wrong', async () => {
    await using house = await start((call, response) => {
      if (call.path === '/sms') response.writeHead(500).end();
      else says('from elsewhere')(call, response);
    });
    await setUp(house.carrier.url, { SmsFallbackUrl: `${PUBLIC_URL}/fallback` });
    expect(await house.carrier.text(ALICE, 'hi')).toEqual({ messages: ['from elsewhere'] });
    expect(house.calls[1]).toMatchObject({
      ...{ path: '/fallback', isSigned: true },
      form: { Body: 'hi', ErrorCode: '11200', ErrorUrl: `${PUBLIC_URL}/sms` },
    });
  });

  test('without an address keeps texts to itself, and refuses one that is none', async () => {
    await using house = await start();
    await setUp(house.carrier.url, { SmsUrl: '' });
    expect(await house.carrier.text(ALICE, 'hi')).toEqual({ messages: [] });
    expect(house.calls).toEqual([]);
    const refused = await setUp(house.carrier.url, { SmsUrl: 'my house' });
    expect(await refused.json()).toMatchObject({ code: 21502, status: 400 });
    const strange = await setUp(house.carrier.url, { SmsMethod: 'PIGEON' });
    expect(await strange.json()).toMatchObject({ code: 21503, status: 400 });
  });
});

test('the same text delivered again is the same text, and is paid once', async () => {
  await using house = await start();
  const sid = `SM${'5'.repeat(32)}`;
  await house.carrier.text(ALICE, 'hi', { sid });
  await house.carrier.text(ALICE, 'hi', { sid });
  expect(house.calls.map(({ form }) => form['MessageSid'])).toEqual([sid, sid]);
  expect(house.carrier.bubbles().filter(({ kind }) => kind === 'said')).toHaveLength(1);
  expect(house.carrier.messages().filter(({ direction }) => direction === 'inbound')).toHaveLength(
    1,
  );
});

test('a message with two recipients is refused, and is no failure of the API', async () => {
  await using house = await start();
  const response = await fetch(
    `${house.carrier.url}/2010-04-01/Accounts/${ACCOUNT_SID}/Messages.json`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${ACCOUNT_SID}:${AUTH_TOKEN}`)}` },
      body: new URLSearchParams(`To=${ALICE}&To=${BOB}&From=${RELAY_NUMBER}&Body=x`),
    },
  );
  expect([response.status, await response.json()]).toMatchObject([400, { code: 20001 }]);
});

describe('STOP', () => {
  test('is heard by the relay, answered by the carrier, and shuts the phone until START', async () => {
    await using house = await start(says('from the relay'));
    const { carrier, clock, rest, api } = house;
    await carrier.text(ALICE, ' stop ');
    await carrier.text(BOB, 'hi');
    await clock.elapse(MINUTE, rest);
    expect(house.calls.map(({ form }) => form['Body'])).toEqual([' stop ', 'hi']);
    expect(carrier.textsTo(ALICE)).toEqual([
      expect.stringMatching(/^You have successfully been unsubscribed\./),
    ]);
    expect(carrier.textsTo(BOB)).toEqual(['from the relay']);
    expect(carrier.bubbles().find(({ state }) => state === 'failed')).toMatchObject({
      problem: { code: 21610 },
    });
    const refused = await api({});
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 21610 }]);
    const byWhatsApp = { To: `whatsapp:${ALICE}`, From: `whatsapp:${RELAY_NUMBER}` };
    expect((await api(byWhatsApp)).status).toBe(201);

    await carrier.text(ALICE, 'START');
    await clock.elapse(MINUTE, rest);
    expect(carrier.textsTo(ALICE)).toContain('from the relay');
    expect((await api({})).status).toBe(201);
  });
});

describe('switches', () => {
  test.for<readonly [string, boolean, string, number | undefined]>([
    ['delivered', true, 'delivered', undefined],
    ['says-failed', true, 'undelivered', 30008],
    ['30003', false, 'undelivered', 30003],
    ['30005', false, 'undelivered', 30005],
    ['30007', false, 'undelivered', 30007],
    ['30008', false, 'undelivered', 30008],
    ['30034', false, 'undelivered', 30034],
    ['stuck', true, 'sent', undefined],
  ])('delivery %s', async ([delivery, arrives, status, code]) => {
    await using house = await start();
    house.carrier.set({ delivery });
    await house.api({ StatusCallback: `${PUBLIC_URL}/sms/status?text=1.1` });
    await house.clock.elapse(MINUTE, house.rest);
    expect(house.carrier.textsTo(ALICE)).toEqual(arrives ? ['x'] : []);
    const [message] = house.carrier.messages();
    expect([message?.status, message?.errorCode]).toEqual([status, code]);
    const last = house.calls.at(-1);
    expect(last).toMatchObject({ path: '/sms/status?text=1.1', isSigned: true });
    expect(last?.form).toMatchObject({ MessageSid: message?.sid, MessageStatus: status });
    expect(last?.form['ErrorCode']).toBe(code === undefined ? undefined : String(code));
  });

  test.for<readonly [string, readonly string[]]>([
    ['once', ['sending', 'sent', 'delivered']],
    ['dropped', []],
    ['twice', ['delivered', 'delivered', 'sending', 'sending', 'sent', 'sent']],
    ['shuffled', ['delivered', 'sending', 'sent']],
  ])('callbacks %s', async ([callbacks, states]) => {
    await using house = await start();
    house.carrier.set({ callbacks });
    await house.api({ StatusCallback: `${PUBLIC_URL}/sms/status` });
    await house.clock.elapse(MINUTE, house.rest);
    const told = house.calls.map(({ form }) => form['MessageStatus'] ?? '');
    expect(callbacks === 'twice' ? told.toSorted() : told).toEqual(states);
  });

  test.for<readonly [string, number, number]>([
    ['once', 1, 1],
    ['twice', 2, 2],
    ['together', 2, 2],
    ['lost-answer', 2, 1],
  ])('webhook %s: %d calls with one id, %d answers', async ([webhook, calls, answers]) => {
    await using house = await start();
    house.carrier.set({ webhook });
    const done = house.carrier.text(ALICE, 'hi');
    await house.clock.elapse(MINUTE, house.rest);
    await done;
    await house.clock.elapse(MINUTE, house.rest);
    expect(house.calls).toHaveLength(calls);
    expect(new Set(house.calls.map(({ form }) => form['MessageSid'])).size).toBe(1);
    expect(house.carrier.textsTo(ALICE)).toHaveLength(answers);
  });

  test('answers that are ignored are trouble 11205', async () => {
    await using house = await start();
    house.carrier.set({ answers: 'ignored' });
    expect(await house.carrier.text(ALICE, 'hi')).toMatchObject({ problem: 11205 });
    expect(house.carrier.messages()).toHaveLength(1);
  });

  test('are set all or none', async () => {
    await using house = await start();
    const set = (body: unknown) =>
      fetch(`${house.carrier.url}/phone/switches`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const refused = await set({ api: '500', delivery: 'by bicycle', weather: 'rain' });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: '"delivery" cannot be "by bicycle", there is no switch "weather"' },
    ]);
    expect((await set([1])).status).toBe(400);
    expect(house.carrier.switches().find(({ name }) => name === 'api')?.value).toBe('ok');
    expect((await set({ api: '500' })).status).toBe(200);
    expect(house.carrier.switches().find(({ name }) => name === 'api')?.value).toBe('500');
  });
});

describe('the phones', () => {
  test('tell everybody who looks, first how it stands and then what happens', async () => {
    await using house = await start();
    const readers = await Promise.all(
      [1, 2].map(async () => {
        const { body } = await fetch(`${house.carrier.url}/phone/events`);
        if (!body) throw new Error('no events');
        return body.pipeThrough(new TextDecoderStream()).getReader();
      }),
    );
    const seen = ['', ''];
    const looking = readers.map(async (reader, at) => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        seen[at] += value;
      }
    });
    await expect.poll(() => seen.every((it) => it.startsWith('event: state\n'))).toBe(true);
    const sent = await fetch(`${house.carrier.url}/phone/texts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: ALICE, body: 'hi' }),
    });
    expect(sent.status).toBe(202);
    await expect.poll(() => house.calls.length).toBe(1);
    await house.clock.elapse(MINUTE, house.rest);
    for (const events of seen) {
      const names = Array.from(events.matchAll(/^event: (\w+)$/gm), ([, name]) => name);
      expect(names).toEqual(
        expect.arrayContaining(['state', 'bubble', 'total', 'typing', 'bubble', 'typing']),
      );
      expect(events).toContain('"body":"hello"');
    }
    await house.carrier[Symbol.asyncDispose]();
    await Promise.all(looking);
  });

  test.for<readonly [string, unknown]>([
    ['from a number that is none', { from: 'me', body: 'x' }],
    ['from a number that has no phone here', { from: '+15550104444', body: 'x' }],
    ['that is too long', { from: ALICE, body: 'x'.repeat(1601) }],
    ['with too many pictures', { from: ALICE, body: 'x', media: 11 }],
    ['that is no text', 'hello'],
  ])('send no text %s', async ([, body]) => {
    await using house = await start();
    const response = await fetch(`${house.carrier.url}/phone/texts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(400);
    expect(house.calls).toEqual([]);
  });

  test('speak plain text to curl', async () => {
    await using house = await start();
    const post = async (form: Record<string, string>) => {
      const body = new URLSearchParams(form);
      return (await fetch(`${house.carrier.url}/phone`, { method: 'POST', body })).text();
    };
    expect(await post({ Body: '2' })).toBe('hello\n');
    expect(await post({ Body: '2', From: BOB })).toBe('hello\n');
    house.answers((_call, response) => void response.writeHead(204).end());
    expect(await post({ Body: '2' })).toBe('(no answer at once)\n');
    house.answers((_call, response) => void response.writeHead(500).end());
    expect(await post({ Body: '2' })).toMatch(/^\(11200: /);
    expect(await post({ Body: '2', From: '+15550104444' })).toMatch(/^Send a field Body/);
  });

  test.for(['cross-site', 'same-site'])('do not obey a page that is %s', async (site) => {
    await using house = await start();
    const response = await fetch(`${house.carrier.url}/phone`, {
      method: 'POST',
      headers: { 'sec-fetch-site': site },
      body: new URLSearchParams({ Body: '2' }),
    });
    expect(response.status).toBe(403);
    expect(house.calls).toEqual([]);
  });

  test('count as the carriers do', async () => {
    await using house = await start();
    const texts = [
      '',
      'x',
      'x'.repeat(161),
      '~'.repeat(80),
      '~'.repeat(81),
      '\u{1f642}',
      '\u201c'.repeat(71),
    ];
    for (const body of texts) await house.carrier.text(ALICE, body);
    const said = house.carrier.bubbles().filter(({ kind }) => kind === 'said');
    const counted = texts.map((body) => {
      const { segmentsCount, encodingName } = new SegmentedMessage(body);
      return [body, Math.max(1, segmentsCount), encodingName];
    });
    expect(said.map(({ body, segments, encoding }) => [body, segments, encoding])).toEqual(counted);
  });
});
