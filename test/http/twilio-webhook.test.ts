import { once } from 'node:events';
import { Agent, IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { pino } from 'pino';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { InboundText } from '../../src/http/inbound-text.ts';
import { SignatureReused } from '../../src/inbox/inbox.ts';
import { toPersonId } from '../../src/people/person.ts';
import { AUTH_TOKEN, PUBLIC_URL } from '../support/account.ts';
import { ALICE, STRANGER } from '../support/phone-number.ts';
import { startServer } from '../support/server.ts';
import { runsOf } from '../support/share.ts';
import { formOf, sign, signedRequest } from '../support/signed-form.ts';

const SILENCE = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
const said = (text: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Message>${text}</Message></Response>`;

async function startWebhook(answer: (text: InboundText) => Promise<{ text?: string }>) {
  const logged: string[] = [];
  const fates: string[] = [];
  const http = await startServer({
    log: pino({ level: 'trace' }, { write: (line: string) => logged.push(line) }),
    twilio: {
      personAt: ({ number }) => (number === ALICE ? { id: toPersonId(number) } : undefined),
      answer,
      onResponseSent: (sid, fate) => fates.push(`${sid} ${fate}`),
    },
  });
  return { http, logged, fates };
}

const echo = async ({ body, media }: InboundText) => ({ text: `${body}|${media}` });

/** A signed form may hold what URLSearchParams cannot build: repeated fields, broken encodings. */
const raw = (payload: string, form: Record<string, unknown>) => ({
  ...signedRequest({}),
  headers: {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': sign(form),
  },
  payload,
});

test('a signed text from a listed number is answered in TwiML', async () => {
  const { http } = await startWebhook(echo);
  const response = await http.inject(signedRequest(formOf(ALICE, 'a < b & c')));
  expect(response).toMatchObject({ statusCode: 200, body: said('a &lt; b &amp; c|0') });
  expect(response.headers['content-type']).toBe('text/xml; charset=utf-8');
});

describe('nobody else learns anything', () => {
  test.for<readonly [string, object]>([
    ['a wrong signature', { 'x-twilio-signature': 'A'.repeat(27).concat('=') }],
    ['no signature', {}],
  ])('%s is refused without a word', async ([, headers]) => {
    const { http } = await startWebhook(echo);
    const response = await http.inject({
      ...signedRequest(formOf(ALICE, 'x')),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });
    expect(response).toMatchObject({ statusCode: 403, body: '' });
    expect(response.headers['content-type']).toMatch('text/xml');
  });

  test.for<readonly [string, Record<string, string>]>([
    ['a stranger', formOf(STRANGER, 'x')],
    ['a short code', formOf('12345', 'x')],
    ['a name for a number', formOf('BANK', 'x')],
    ['nobody', formOf('', 'x')],
    ['the owner on a channel without numbers', formOf(`messenger:${ALICE}`, 'x')],
    ['a channel that is none', formOf(`${ALICE}:whatsapp`, 'x')],
    ['a number with something behind it', formOf(`whatsapp:${ALICE}:x`, 'x')],
    ['a channel without a name', formOf(`:${ALICE}`, 'x')],
    ['two channels', formOf(`whatsapp:whatsapp:${ALICE}`, 'x')],
  ])('%s gets the same silence', async ([, form]) => {
    const { http } = await startWebhook(echo);
    expect(await http.inject(signedRequest(form))).toMatchObject({
      statusCode: 200,
      body: SILENCE,
    });
  });

  test('a stranger and somebody without a number cannot be told apart', async () => {
    const { http } = await startWebhook(echo);
    const shown = async (form: Record<string, string>) => {
      const { statusCode, headers, rawPayload } = await http.inject(signedRequest(form));
      return { statusCode, headers: { ...headers, date: '' }, rawPayload };
    };
    const stranger = await shown(formOf(STRANGER, 'x'));
    expect(await shown(formOf(`messenger:${ALICE}`, 'x'))).toEqual(stranger);
  });

  test('not even in the log are numbers or words kept', async () => {
    const { http, logged } = await startWebhook(echo);
    await http.inject(signedRequest(formOf(STRANGER, 'words of a stranger')));
    await http.inject(signedRequest(formOf(ALICE, 'words of alice')));
    expect(logged.map((line) => /"from":"([^"]+)"/.exec(line)?.[1])).toEqual(['...99', '...01']);
    expect(logged.join('')).not.toMatch(/words|5550100001|5550199999/);
  });
});

test.for<readonly [string, string]>([
  [ALICE, 'sms'],
  [`sms:${ALICE}`, 'sms'],
  [`whatsapp:${ALICE}`, 'whatsapp'],
  [`WhatsApp:${ALICE}`, 'whatsapp'],
  [`rcs:${ALICE}`, 'rcs'],
])('the owner is known on every channel with numbers: %s', async ([from, channel]) => {
  const { http } = await startWebhook(async (text) => ({
    text: `${text.from.channel} ${text.from.number}`,
  }));
  expect((await http.inject(signedRequest(formOf(from, 'x')))).body).toBe(
    said(`${channel} ${ALICE}`),
  );
});

describe('odd requests have a defined answer', () => {
  const base = formOf(ALICE, 'x');
  const without = (...names: string[]) =>
    Object.fromEntries(Object.entries(base).filter(([name]) => !names.includes(name)));

  test.for<readonly [string, Record<string, string>, string | undefined]>([
    ['no Body', without('Body'), said('|0')],
    ['an empty Body', { ...base, Body: '' }, said('|0')],
    ['ten pictures and no words', { ...base, Body: '', NumMedia: '10' }, said('|10')],
    ['pictures nobody counted', { ...base, NumMedia: 'many' }, undefined],
    ['only the older id', without('MessageSid'), undefined],
    ['no id', without('MessageSid', 'SmsSid'), undefined],
    ['an endless id', { ...base, MessageSid: 'S'.repeat(65) }, undefined],
    ['no sender', without('From'), undefined],
    ['fields of every object', { ...base, constructor: '1', toString: '2' }, said('x|0')],
    ['a field named __proto__', { ...base, ['__proto__']: 'x' }, undefined],
    ['an empty form', {}, undefined],
  ])('%s', async ([, form, body]) => {
    const { http } = await startWebhook(echo);
    const expected = body === undefined ? { statusCode: 403, body: '' } : { statusCode: 200, body };
    expect(await http.inject(signedRequest(form))).toMatchObject(expected);
  });

  test.for(['From', 'Body', 'MessageSid'])('%s twice', async (name) => {
    const { http } = await startWebhook(echo);
    const payload = `${new URLSearchParams(base).toString()}&${name}=${encodeURIComponent('+15550100002')}`;
    const form = { ...base, [name]: [base[name], '+15550100002'] };
    expect(await http.inject(raw(payload, form))).toMatchObject({ statusCode: 403, body: '' });
  });

  test('a body of 64 KiB passes, one byte more does not', async () => {
    const { http } = await startWebhook(async () => ({}));
    const frame = new URLSearchParams({ ...base, Body: '' }).toString().length;
    const sized = (bytes: number) => signedRequest({ ...base, Body: 'x'.repeat(bytes - frame) });
    expect((await http.inject(sized(65_536))).statusCode).toBe(200);
    expect(await http.inject(sized(65_537))).toMatchObject({ statusCode: 413, body: '' });
  });

  test.for(['application/json', 'text/plain', 'multipart/form-data', 'nonsense'])(
    'a body of type %s is not read',
    async (type) => {
      const { http } = await startWebhook(echo);
      const { headers, ...signed } = signedRequest(base);
      const request = { ...signed, headers: { ...headers, 'content-type': type } };
      const response = await http.inject(request);
      expect(response).toMatchObject({ statusCode: 415, body: '' });
      expect(response.headers['content-type']).toMatch('text/xml');
    },
  );

  test('a body without a type, or shorter than it says, is not read', async () => {
    const { http } = await startWebhook(echo);
    const { method, url, payload, headers } = signedRequest(base);
    const untyped = { 'x-twilio-signature': headers['x-twilio-signature'] };
    const longer = { ...headers, 'content-length': String(payload.length + 1) };
    for (const [given, statusCode] of [[untyped, 415] as const, [longer, 400] as const]) {
      const response = await http.inject({ method, url, payload, headers: given });
      expect(response).toMatchObject({ statusCode, body: '' });
      expect(response.headers['content-type']).toBe('text/xml; charset=utf-8');
    }
  });

  test('the type of a form may name its charset', async () => {
    const { http } = await startWebhook(echo);
    const request = signedRequest(base);
    const headers = {
      ...request.headers,
      'content-type': 'Application/X-WWW-Form-urlencoded; charset=UTF-8',
    };
    expect((await http.inject({ ...request, headers })).body).toBe(said('x|0'));
  });

  test('bytes that are no UTF-8 are no text of anybody', async () => {
    const { http } = await startWebhook(echo);
    const request = signedRequest(base);
    const payload = Buffer.concat([Buffer.from(request.payload), Buffer.from([0xff, 0xc3, 0x28])]);
    expect(await http.inject({ ...request, payload })).toMatchObject({ statusCode: 403, body: '' });
  });

  test('a request without body and type is refused, signed or not', async () => {
    const { http } = await startWebhook(echo);
    const bare = { method: 'POST' as const, url: '/sms' };
    expect(await http.inject(bare)).toMatchObject({ statusCode: 403, body: '' });
    const headers = { 'x-twilio-signature': sign({}) };
    expect(await http.inject({ ...bare, headers })).toMatchObject({ statusCode: 403, body: '' });
  });

  test.for(['%', '%zz', 'Body=%ff%fe', '&&&===', 'a[b]=1', '\u0000', `${'a=1&'.repeat(16_000)}`])(
    'the broken form %j is no text of anybody',
    async (payload) => {
      const { http } = await startWebhook(echo);
      expect(await http.inject(raw(payload, {}))).toMatchObject({ statusCode: 403, body: '' });
    },
  );

  test('reading it in a browser finds nothing', async () => {
    const { http } = await startWebhook(echo);
    const response = await http.inject('/sms');
    expect(response).toMatchObject({ statusCode: 404, body: '{"error":"not found"}' });
  });
});

test('a signature that came with another text before is refused without a word', async () => {
  const { http, logged } = await startWebhook(() => Promise.reject(new SignatureReused('reused')));
  const response = await http.inject(signedRequest(formOf(ALICE, 'x')));
  expect(response).toMatchObject({ statusCode: 403, body: '' });
  expect(logged.join('')).toContain('"why":"reused"');
});

test.for(['BodyOK482153=', 'BodyOK482153=&BodyOK482153='])(
  'the words of a recorded text that is cut differently are not logged: %s',
  async (cut) => {
    const { http, logged } = await startWebhook(echo);
    const { Body: _, ...rest } = formOf(ALICE, '');
    const form = { ...rest, BodyOK482153: '' };
    const response = await http.inject(raw(`${new URLSearchParams(rest).toString()}&${cut}`, form));
    expect(response.statusCode).toBe(403);
    expect(logged.join('')).toContain('"why":"');
    expect(logged.join('')).not.toContain('482153');
  },
);

test('a bug of ours is an apology on the phone and a stack in the log', async () => {
  const { http, logged } = await startWebhook(() => Promise.reject(new Error('a bug')));
  const response = await http.inject(signedRequest(formOf(ALICE, 'x')));
  expect(response).toMatchObject({
    statusCode: 200,
    body: said('! Something broke here. Try again.'),
  });
  expect(logged.join('')).toMatch(/"stack":"Error: a bug\\n.*twilio-webhook\.test/);
});

/** What a form parser of the platform reads, as the official validator wants it. */
function formIn(payload: string): Record<string, unknown> {
  const params = new URLSearchParams(payload);
  return Object.fromEntries(
    [...params.keys()].map((name) => {
      const values = params.getAll(name);
      return [name, values.length > 1 ? values : values[0]] as const;
    }),
  );
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 10 }).map((text) => text.toWellFormed()),
  fc.constantFrom('', '+', ' ', '%', '&=', '\r\n', '\u{1f468}\u200d\u{1f469}', '\ufeff', '\u0000'),
);
const anyName = fc.oneof(
  fc.stringMatching(/^[G-L][A-Za-z0-9_]{0,9}$/),
  fc.constantFrom('constructor', 'toString', 'a', 'hasOwnProperty'),
);
/** A text with words of any kind, and fields that Twilio may send some day. */
const anyFields = fc
  .tuple(anyText, fc.dictionary(anyName, anyText, { maxKeys: 6 }))
  .map(([body, more]) => ({ ...formOf(ALICE, body), ...more }));

/** Put another character at a place, which is a share of the whole. */
function tamper(text: string, share: number, letter: string): string {
  const at = Math.floor(share * text.length);
  return text.slice(0, at) + letter + text.slice(at + 1);
}

test('thousands of forms pass a real request, and not one that the official validator refuses', async () => {
  const { http } = await startWebhook(echo);
  const counts = { kept: 0, changed: 0 };

  const expectAgreement = async (payload: string, signature: string, rawUrl = '/sms') => {
    const url = PUBLIC_URL + rawUrl;
    const isValid = validateRequest(AUTH_TOKEN, signature, url, formIn(payload));
    const headers = { ...raw('', {}).headers, 'x-twilio-signature': signature };
    const { statusCode } = await http.inject({ method: 'POST', url: rawUrl, headers, payload });
    expect(statusCode).toBe(isValid ? 200 : 403);
    return isValid;
  };

  await fc.assert(
    fc.asyncProperty(
      anyFields,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.constantFrom('a', 'Z', '0', '9', '+', '/', '%', '=', '&'),
      async (fields, share, letter) => {
        const payload = new URLSearchParams(fields).toString();
        const signature = sign(formIn(payload));
        expect(await expectAgreement(payload, signature)).toBe(true);

        const forged = tamper(signature, share, letter);
        expect(await expectAgreement(payload, forged)).toBe(forged === signature);
        expect(await expectAgreement(payload, signature, `/sms?${letter}`)).toBe(false);

        const isKept = await expectAgreement(tamper(payload, share, letter), signature);
        counts[isKept ? 'kept' : 'changed'] += 1;
      },
    ),
    { numRuns: runsOf(2000) },
  );
  expect(counts.changed).toBeGreaterThan(runsOf(1500));
});

test('whether a response was taken is told: all of it, or nothing of it', async () => {
  const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>();
  const { promise: answer, resolve: say } = Promise.withResolvers<{ text: string }>();
  const { http, fates } = await startWebhook(() => {
    asked();
    return answer;
  });
  const address = await http.listen({ host: '127.0.0.1', port: 0 });
  const form = formOf(ALICE, 'x');
  const sid = form['MessageSid'];
  const hangUp = new AbortController();
  const { headers, payload } = signedRequest(form);
  const post = (signal?: AbortSignal) =>
    fetch(`${address}/sms`, { method: 'POST', headers, body: payload, signal: signal ?? null });

  const request = post(hangUp.signal);
  await isAsked;
  hangUp.abort();
  await expect(request).rejects.toThrow('abort');
  await expect.poll(() => fates).toEqual([`${sid} lost`]);

  say({ text: 'hello' });
  await (await post()).text();
  await expect.poll(() => fates.slice(1, 2)).toEqual([`${sid} taken`]);
  await http.close();
});

test('a server that stops waits for the answer under way, and for nobody else', async () => {
  const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>();
  const { promise: answer, resolve: say } = Promise.withResolvers<{ text: string }>();
  const { http } = await startWebhook(() => {
    asked();
    return answer;
  });
  const address = await http.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const { headers, payload } = signedRequest(formOf(ALICE, 'x'));
  const reply = once(
    request(`${address}/sms`, { method: 'POST', headers, agent }).end(payload),
    'response',
  );
  await isAsked;
  const port = Number(new URL(address).port);
  const idle = connect(port, '127.0.0.1');
  const half = connect(port, '127.0.0.1');
  for (const line of [idle, half]) line.on('error', () => {}); // they will be hung up on
  half.write('POST /sms HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of it');
  await Promise.all([once(idle, 'connect'), once(half, 'connect')]);
  let hasStopped = false;
  const stopping = http.close().then(() => {
    hasStopped = true;
  });
  await sleep(50); // long enough to hang up on everybody, if it would not wait
  expect(hasStopped).toBe(false);
  say({ text: 'hello' });
  const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await reply);
  response.resume();
  expect(response.headers.connection).toBe('close');
  await stopping;
  for (const line of [idle, half]) line.destroy();
  agent.destroy();
});
