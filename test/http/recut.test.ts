import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFormCheck, createIsOurs } from '../../src/http/form-check.ts';
import { type InboundText, readInboundText } from '../../src/http/inbound-text.ts';
import { toPersonId } from '../../src/people/person.ts';
import { ACCOUNT_SID, PUBLIC_URL, RELAY_NUMBER } from '../support/account.ts';
import { describeGrowth, growthOf } from '../support/growth.ts';
import { ALICE, STRANGER } from '../support/phone-number.ts';
import { startServer } from '../support/server.ts';
import { runsOf, shareOf } from '../support/share.ts';
import { sign } from '../support/signed-form.ts';
import { EVERYDAY_TEXTS } from './everyday-texts.ts';

type Form = Readonly<Record<string, string>>;

const SID = `SM${'a'.repeat(32)}`;
const OTHER_SID = `SM${'b'.repeat(32)}`;

/** A text as Twilio was seen to send it. */
const smsFrom = (from: string, body: string, sid = SID): Form => ({
  ...{ ToCountry: 'US', ToState: 'CA', SmsMessageSid: sid, NumMedia: '0', ToCity: 'SAN FRANCISCO' },
  ...{
    FromZip: '10001',
    SmsSid: sid,
    FromState: 'NY',
    SmsStatus: 'received',
    FromCity: 'NEW YORK',
  },
  ...{ Body: body, FromCountry: 'US', To: RELAY_NUMBER, ToZip: '94105', NumSegments: '1' },
  ...{ ReferralNumMedia: '0', MessageSid: sid, AccountSid: ACCOUNT_SID, From: from },
  ApiVersion: '2010-04-01',
});

/** The same over WhatsApp, where a person names themselves, presses buttons and shows places. */
const whatsAppFrom = (from: string, body: string, name: string, sid = SID): Form => ({
  ...{ SmsMessageSid: sid, NumMedia: '0', ProfileName: name, MessageType: 'text', SmsSid: sid },
  ...{ WaId: from.slice(1), SmsStatus: 'received', Body: body, To: `whatsapp:${RELAY_NUMBER}` },
  ...{ NumSegments: '1', ReferralNumMedia: '0', MessageSid: sid, AccountSid: ACCOUNT_SID },
  ...{ ExternalUserId: 'whatsapp:US.4566546130240823', From: `whatsapp:${from}` },
  ...{ ExternalParentUserId: 'whatsapp:US.ENT.1', ButtonType: 'reply', ChannelPrefix: 'whatsapp' },
  ...{ ApiVersion: '2010-04-01', Forwarded: 'false', FrequentlyForwarded: 'false' },
  ...{
    OriginalRepliedMessageSid: OTHER_SID,
    OriginalRepliedMessageSender: 'whatsapp:+15550100000',
  },
  ...{ ButtonText: 'Show', ButtonPayload: '{show:1}', Address: '1 Body St', Label: 'Home' },
  ChannelMetadata: JSON.stringify({
    type: 'whatsapp',
    data: { context: { ButtonText: 'Show', Forwarded: 'false', ProfileName: name } },
  }),
});

/** What Twilio signs of a form. */
const lineOf = (form: Form): string =>
  Object.entries(form)
    .toSorted(([a], [b]) => Number(a > b) - Number(a < b))
    .flat()
    .join('');

/** The fields in front of this one. */
const until = (end: string, form: Form): Form =>
  Object.fromEntries(Object.entries(form).filter(([name]) => name < end));

/** What is signed behind the first of these words. */
const behind = (words: string, form: Form): string =>
  lineOf(form).split(words).slice(1).join(words);

async function startWebhook() {
  const answered: InboundText[] = [];
  const http = await startServer({
    twilio: {
      personAt: ({ number }) => (number === ALICE ? { id: toPersonId(number) } : undefined),
      answer: async (text) => {
        answered.push(text);
        return { text: 'yes' };
      },
    },
  });
  const post = async (form: Form, signature = sign({ ...form }), rawUrl = '/sms') => {
    answered.length = 0;
    const { statusCode } = await http.inject({
      method: 'POST',
      url: rawUrl,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      payload: new URLSearchParams(form).toString(),
    });
    return { statusCode, text: answered[0] };
  };
  return { post };
}

describe('a recorded request that is cut differently is refused:', () => {
  const OWNER_IN_BODY = `statusFrom${ALICE}FromCityX`;

  test.for<readonly [string, Form, Form]>([
    [
      'a text of a stranger as one of the owner',
      smsFrom(STRANGER, OWNER_IN_BODY),
      {
        ...smsFrom(ALICE, 'status'),
        FromCity: `XFrom${STRANGER}FromCityNEW YORK`,
      },
    ],
    [
      'one of a sender with a name as one of the owner',
      smsFrom('BANK', `statusFrom${ALICE}`),
      { ...smsFrom(ALICE, 'status'), FromBANK: '' },
    ],
    [
      'a text under a shorter id',
      smsFrom(ALICE, 'status'),
      {
        ...until('MessageSid', smsFrom(ALICE, 'status')),
        ...{ MessageSid: 'SM', ['a'.repeat(32)]: behind(SID, smsFrom(ALICE, 'status')) },
      },
    ],
    [
      'the id of the text that it answers as its own',
      whatsAppFrom(ALICE, 'status', 'Alice'),
      (() => {
        const { MessageSid, OriginalRepliedMessageSid, NumMedia, NumSegments, ...rest } =
          whatsAppFrom(ALICE, 'status', 'Alice');
        const { MessageType, OriginalRepliedMessageSender, ...form } = rest;
        const before = lineOf({ MessageSid: SID, MessageType: 'text', NumMedia: '0' });
        const after = lineOf({
          NumSegments: '1',
          OriginalRepliedMessageSender: `whatsapp:${RELAY_NUMBER}`,
        });
        return { ...form, Label: `Home${before}${after}OriginalReplied`, MessageSid: OTHER_SID };
      })(),
    ],
    [
      'a longer id',
      smsFrom(ALICE, 'status'),
      (() => {
        const { NumMedia, ...form } = smsFrom(ALICE, 'status');
        return { ...form, MessageSid: `${SID}NumMedia${NumMedia}` };
      })(),
    ],
    [
      'the end of a text cut off',
      smsFrom(ALICE, 'reboot plex Do not!'),
      { ...smsFrom(ALICE, 'reboot plex '), Do: ' not!' },
    ],
    [
      'the end of a text cut off at a name with a quote behind it',
      smsFrom(ALICE, 'reboot plex ButtonText"x'),
      { ...smsFrom(ALICE, 'reboot plex '), ButtonText: '"x' },
    ],
    [
      'the beginning of a text cut off',
      smsFrom(ALICE, 'not Body: reboot'),
      { ...smsFrom(ALICE, ': reboot'), B: 'odynot ' },
    ],
  ])('%s', async ([, recorded, cut]) => {
    const { post } = await startWebhook();
    expect(lineOf(cut)).toBe(lineOf(recorded));
    const { statusCode, text } = await post(cut, sign({ ...recorded }));
    expect({ statusCode, text }).toEqual({ statusCode: 403, text: undefined });
  });
});

const account = { sid: ACCOUNT_SID, phoneNumber: RELAY_NUMBER };
const faultOf = createFormCheck(account);
const isOurs = createIsOurs(account);

/** What the relay makes of a form that is signed: a text of somebody, or nothing. */
function readingOf(form: Form): Pick<InboundText, 'sid' | 'from' | 'to' | 'body'> | undefined {
  if (faultOf({ rawUrl: '/sms', form }) !== undefined) return undefined;
  const read = readInboundText(form, isOurs);
  if (!read.ok || !read.value) return undefined;
  const { sid, from, to, body } = read.value;
  return { sid, from, to, body };
}

/** Without one of these a form is no text. */
const CORE = ['AccountSid', 'Body', 'From', 'MessageSid', 'To'];

type Border = readonly [at: number, name: string];

/** Every way to begin one field of each of these names in this line, in the order in which names are signed. */
function bordersIn(line: string, names: readonly string[]): readonly (readonly Border[])[] {
  const [name, ...others] = names;
  if (name === undefined) return [[]];
  const places = [...line.matchAll(new RegExp(name, 'g'))].map(({ index }) => index);
  const rest = bordersIn(line, others);
  return rest.flatMap((after) => {
    const [[end] = [line.length]] = after;
    const before = places.filter((at) => at + name.length <= end);
    return before.map((at): readonly Border[] => [[at, name], ...after]);
  });
}

function formOf(line: string, borders: readonly Border[]): Form {
  const value = ([at, name]: Border, index: number) =>
    [name, line.slice(at + name.length, borders[index + 1]?.[0])] as const;
  return Object.fromEntries(borders.map(value));
}

const areSorted = (borders: readonly Border[]): boolean =>
  borders.every(([, name], index) => index === 0 || name > (borders[index - 1]?.[1] ?? ''));

/** Where the fields of this form begin, besides those that are moved. */
function ownBorders(form: Form): readonly Border[] {
  const fields = Object.entries(form).toSorted(([a], [b]) => Number(a > b) - Number(a < b));
  let at = 0;
  return fields.map(([name, value]): Border => {
    const border: Border = [at, name];
    at += name.length + value.length;
    return border;
  });
}

/** Other cuts of the line of a form: core fields begin elsewhere, and the rest where it can stay. */
function recutsOf(form: Form): readonly Form[] {
  const line = lineOf(form);
  const kept = ownBorders(form).filter(([, name]) => !CORE.includes(name));
  return bordersIn(line, CORE).flatMap((core) => {
    const fitting = kept.filter(([at, name]) => {
      const next = core.find(([start]) => start > at);
      const last = core.findLast(([start]) => start <= at);
      const isFree = !last || last[0] + last[1].length <= at;
      return isFree && (!next || at + name.length <= next[0]);
    });
    const lessOne = fitting.map((_, index) => fitting.toSpliced(index, 1));
    return [fitting, [], ...lessOne]
      .map((more) => [...core, ...more].toSorted(([left], [right]) => left - right))
      .filter((borders) => borders[0]?.[0] === 0 && areSorted(borders))
      .map((borders) => formOf(line, borders));
  });
}

/** The form with one more field, whose name is found in one of its values. */
const splitsOf = (form: Form): readonly Form[] =>
  ownBorders(form).flatMap(([, name], at, borders) => {
    const value = form[name] ?? '';
    const next = borders[at + 1]?.[1] ?? '~';
    return [...value.matchAll(/(?=([A-Za-z]\w{0,15}))/g)].flatMap(({ 1: word = '', index }) =>
      Array.from({ length: word.length }, (_, end) => word.slice(0, end + 1))
        .filter((cut) => name < cut && cut < next)
        .map((cut) => ({
          ...form,
          [name]: value.slice(0, index),
          [cut]: value.slice(index + cut.length),
        })),
    );
  });

/** The form with two neighbours as one field. */
const mergersOf = (form: Form): readonly Form[] =>
  ownBorders(form).flatMap(([, name], index, borders) => {
    const after = borders[index + 1]?.[1];
    if (after === undefined) return [];
    const { [after]: swallowed = '', ...rest } = form;
    return [{ ...rest, [name]: `${form[name] ?? ''}${after}${swallowed}` }];
  });

const cutsOf = (form: Form): readonly Form[] => [
  ...recutsOf(form),
  ...splitsOf(form),
  ...mergersOf(form).flatMap((merged) => [merged, ...splitsOf(merged)]),
];

const hostileWord = fc.constantFrom(
  ...[`From${ALICE}`, `From${STRANGER}`, `Fromwhatsapp:${ALICE}`, 'FromCity', 'From', 'FromA'],
  ...[`MessageSid${OTHER_SID}`, `SmsSid${OTHER_SID}`, 'MessageSid', `To${RELAY_NUMBER}`, 'To'],
  ...['Body', 'Bodyreboot', 'NumMedia1', 'NumSegments1', 'ApiVersion2010-04-01', 'ButtonText'],
  ...[
    `AccountSid${ACCOUNT_SID}`,
    'Forwardedtrue',
    'ButtonText"',
    'FlowX',
    'ChannelToAddress',
    '"ExternalUserId',
    'Flow',
    'Button',
    'ErrorCode30003',
    'Do',
    'Cat',
    'E',
    ' ',
    'x',
    '{"',
  ],
);
const hostileText = fc
  .array(fc.oneof(hostileWord, fc.constantFrom(...EVERYDAY_TEXTS)), { maxLength: 5 })
  .map((words) => words.join(''));
const anySender = fc.constantFrom<string>(ALICE, STRANGER, '12345', 'BANK', 'CITYBANK');
const anyForm = fc.oneof(
  fc.tuple(anySender, hostileText).map(([from, body]) => smsFrom(from, body)),
  fc
    .tuple(fc.constantFrom(ALICE, STRANGER), hostileText, hostileText)
    .map((words) => whatsAppFrom(...words)),
);

test('of all cuts of one signed line, at most one is a text, and it is the one Twilio made', () => {
  let seen = 0;
  fc.assert(
    fc.property(anyForm, (form) => {
      const cuts = cutsOf(form);
      seen += cuts.length;
      const readings = new Set(
        [form, ...cuts].flatMap((cut) => readingOf(cut) ?? []).map((text) => JSON.stringify(text)),
      );
      expect([...readings].length).toBeLessThanOrEqual(1);
    }),
    { numRuns: runsOf(40) },
  );
  expect(seen).toBeGreaterThan(runsOf(10_000));
});

describe('what people text is answered, and in no other cut:', () => {
  test.for(shareOf(EVERYDAY_TEXTS))('%j', (body) => {
    for (const form of [smsFrom(ALICE, body), whatsAppFrom(ALICE, body, body)]) {
      expect(readingOf(form)).toMatchObject({ sid: SID, body, from: { number: ALICE } });
      for (const cut of cutsOf(form))
        expect([form['Body'], undefined]).toContain(readingOf(cut)?.body);
    }
  });
});

describe('a form that is not shaped as Twilio shapes it is refused:', () => {
  const form = smsFrom(ALICE, 'status');
  const without = (...names: readonly string[]): Form =>
    Object.fromEntries(Object.entries(form).filter(([name]) => !names.includes(name)));

  test.for<readonly [string, Form]>([
    ['an id that is none', { ...form, MessageSid: 'SM1', SmsSid: 'SM1', SmsMessageSid: 'SM1' }],
    ['an id in capitals', { ...form, MessageSid: `SM${'A'.repeat(32)}` }],
    ['another id beside it', { ...form, SmsSid: OTHER_SID }],
    ['no id', without('MessageSid')],
    ['another account', { ...form, AccountSid: `AC${'9'.repeat(32)}` }],
    ['no account', without('AccountSid')],
    ['another number', { ...form, To: '+15550100009' }],
    ['a longer number', { ...form, To: `${RELAY_NUMBER}1` }],
    ['no number', without('To')],
    ['no sender', without('From')],
    ['a count that is none', { ...form, NumMedia: 'many' }],
    ['a count below zero', { ...form, NumSegments: '-1' }],
    ['a count that is empty', { ...form, NumMedia: '' }],
    ['an opt-out of no kind', { ...form, OptOutType: 'STOPPED' }],
    ['a version that is none', { ...form, ApiVersion: 'latest' }],
    ['a name with a space', { ...form, 'a b': '' }],
    ['a name with a dot', { ...form, 'a.b': '' }],
    ['no name', { ...form, '': 'x' }],
    ['a name of an object', { ...form, ['__proto__']: 'x' }],
    ['a field before the words that nobody knows', { ...form, B: '' }],
    ['a field behind the words that nobody knows', { ...form, Extra: '' }],
    ['words before the words without a version', { ...without('ApiVersion'), Address: 'x' }],
  ])('%s', async ([, odd]) => {
    const { post } = await startWebhook();
    expect(await post(odd)).toEqual({ statusCode: 403, text: undefined });
  });

  test.for<readonly [string, Form]>([
    ['new fields of Twilio', { ...form, RiskScore: '7', Zone: 'x', carrier: 'y' }],
    ['no version', without('ApiVersion')],
    [
      'a fallback, after an error',
      { ...form, ErrorCode: '11200', ErrorUrl: 'https://a.example/sms' },
    ],
    ['a Messaging Service', { ...form, MessagingServiceSid: `MG${'c'.repeat(32)}` }],
    ['an agent of RCS', { ...form, To: 'rcs:house_x1y2_agent' }],
    ['a place', { ...form, Address: 'Body St 1', Latitude: '1.5', Longitude: '-1', Label: 'Home' }],
    [
      'an MMS',
      { ...form, NumMedia: '1', MediaUrl0: 'https://a.example', MediaContentType0: 'image/png' },
    ],
  ])('but not %s', async ([, good]) => {
    const { post } = await startWebhook();
    expect(await post(good)).toMatchObject({ statusCode: 200, text: { body: 'status' } });
  });
});

test('a query that has taken in the first fields is refused', async () => {
  const { post } = await startWebhook();
  const form = smsFrom(ALICE, `never!AccountSid${ACCOUNT_SID}Bodyreboot`);
  const signature = sign({ ...form }, `${PUBLIC_URL}/sms?a=b`);
  const { ApiVersion, ...rest } = form;
  const cut = { ...rest, AccountSid: ACCOUNT_SID, Body: 'reboot' };
  const query = `?a=b${lineOf({ AccountSid: ACCOUNT_SID, ApiVersion: '2010-04-01' })}Bodynever!`;
  expect(query + lineOf(cut)).toBe(`?a=b${lineOf(form)}`);
  expect(await post(cut, signature, `/sms${query}`)).toMatchObject({ statusCode: 403 });
});

test('a number that is written in another way than Twilio writes it is nobody', async () => {
  const { post } = await startWebhook();
  for (const From of ['+1 555 010 0001', '+1-5550100001', `${ALICE} `, '15550100001']) {
    expect(await post({ ...smsFrom(ALICE, 'x'), From })).toEqual({
      statusCode: 200,
      text: undefined,
    });
  }
});

test.for(['FromFrom', 'ButtonXX', 'Fromabcd', 'ToToToTo'])(
  'a long form of %s costs no more than its length',
  async (word) => {
    const growth = await growthOf((length) => {
      const form = smsFrom(ALICE, `${word.repeat(length / word.length)}"`);
      return () => faultOf({ rawUrl: '/sms', form });
    });
    expect(growth.isTooMuch, describeGrowth(growth)).toBe(false);
  },
);
