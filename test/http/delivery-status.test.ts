import { expect, test } from 'vitest';
import type { DeliveryUpdate } from '../../src/outbox/delivery.ts';
import { ACCOUNT_SID, PUBLIC_URL } from '../support/account.ts';
import { startServer } from '../support/server.ts';
import { sign } from '../support/signed-form.ts';

const SID = `SM${'a'.repeat(32)}`;

async function startStatus(hear: (news: DeliveryUpdate) => void = () => {}) {
  const heard: DeliveryUpdate[] = [];
  const http = await startServer({
    onReport: async (news) => {
      heard.push(news);
      hear(news);
    },
  });
  const report = (form: Record<string, string>, query = '?text=17.2', signature?: string) =>
    http.inject({
      method: 'POST',
      url: `/sms/status${query}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature ?? sign(form, `${PUBLIC_URL}/sms/status${query}`),
      },
      payload: new URLSearchParams(form).toString(),
    });
  return { report, heard };
}

const delivered = {
  ...{ AccountSid: ACCOUNT_SID, ApiVersion: '2010-04-01', From: '+15550100000' },
  ...{ MessageSid: SID, MessageStatus: 'delivered', SmsSid: SID, To: '+15550100001' },
};

test('a signed report is heard, with the text and the attempt it is about', async () => {
  const { report, heard } = await startStatus();
  const response = await report({ ...delivered, ErrorCode: '', To: '+15550100001' });
  await report({ ...delivered, MessageStatus: 'undelivered', ErrorCode: '30003' }, '?text=3.1');
  expect(response).toMatchObject({
    statusCode: 200,
    body: '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  });
  expect(response.headers['content-type']).toMatch('text/xml');
  expect(heard).toEqual([
    { id: 17, attempt: 2, sid: SID, state: 'delivered', code: undefined },
    { id: 3, attempt: 1, sid: SID, state: 'undelivered', code: 30003 },
  ]);
});

test.for<readonly [string, string, string | undefined]>([
  ['no signature', '?text=17.2', ''],
  [
    'a signature made for another text',
    '?text=18.1',
    sign(delivered, `${PUBLIC_URL}/sms/status?text=17.2`),
  ],
])('%s is refused without a word', async ([, query, signature]) => {
  const { report, heard } = await startStatus();
  expect(await report(delivered, query, signature)).toMatchObject({ statusCode: 403, body: '' });
  expect(heard).toEqual([]);
});

const { MessageSid: _, ...withoutId } = delivered;

test.for<readonly [string, Record<string, string>]>([
  ['a state nobody knows', { ...delivered, MessageStatus: 'teleported' }],
  ['an id that is none', { ...delivered, MessageSid: 'SM1' }],
  ['another account', { ...delivered, AccountSid: `AC${'9'.repeat(32)}` }],
  ['no account', { MessageSid: SID, MessageStatus: 'delivered' }],
  ['a code that is none', { ...delivered, ErrorCode: 'many' }],
  ['a name that is none', { ...delivered, 'a b': '' }],
  [
    'another end, cut out of a name that a stranger gave himself',
    { ...delivered, MessageStatus: 'sent', ProfileName: 'xMessageStatusdelivered' },
  ],
])('a signed report with %s is refused', async ([, form]) => {
  const { report, heard } = await startStatus();
  expect(await report(form)).toMatchObject({ statusCode: 403, body: '' });
  expect(heard).toEqual([]);
});

test.for<readonly [string, Record<string, string>, string]>([
  ['about no text of ours', delivered, ''],
  ['about a text that is no number', delivered, '?text=x.1'],
  ['about two texts', delivered, '?text=1.1&text=2.1'],
  ['without an id', withoutId, '?text=1.1'],
])('a signed report %s changes nothing and is answered', async ([, form, query]) => {
  const { report, heard } = await startStatus();
  expect(await report(form, query)).toMatchObject({ statusCode: 200 });
  expect(heard).toEqual([]);
});

test('a report that could not be kept says so, without a word about the inside', async () => {
  const { report } = await startStatus(() => {
    throw new Error('disk full');
  });
  expect(await report(delivered)).toMatchObject({ statusCode: 500, body: '' });
});
