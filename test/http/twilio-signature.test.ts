import fc from 'fast-check';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { createSignatureCheck } from '../../src/http/twilio-signature.ts';
import { AUTH_TOKEN, PUBLIC_URL } from '../support/account.ts';
import { runsOf } from '../support/share.ts';
import { formOf, sign } from '../support/signed-form.ts';

const form = formOf('+15550100001', 'hello');

/** Whether a signature over `signedUrl` is accepted by a relay that believes to be at `publicUrl`. */
const accepts = (
  publicUrl: string,
  signedUrl: string,
  given: object = form,
  sent: object = given,
) =>
  createSignatureCheck(
    [new Secret(AUTH_TOKEN)],
    publicUrl,
  )({
    rawUrl: '/sms',
    signature: sign({ ...given }, signedUrl),
    form: sent,
  });

describe('the signed address', () => {
  test.for<readonly [string, string, string, boolean]>([
    ['as configured', 'https://a.example', 'https://a.example/sms', true],
    ['with the standard port', 'https://a.example', 'https://a.example:443/sms', true],
    ['without the standard port', 'https://a.example:443', 'https://a.example/sms', true],
    ['plain http', 'http://a.example', 'http://a.example:80/sms', true],
    [
      'another port that is configured',
      'https://a.example:8443',
      'https://a.example:8443/sms',
      true,
    ],
    [
      'another port that is configured, unsigned',
      'https://a.example:8443',
      'https://a.example/sms',
      true,
    ],
    [
      'another port than the configured',
      'https://a.example:8443',
      'https://a.example:9443/sms',
      false,
    ],
    ['another port that is not', 'https://a.example', 'https://a.example:8443/sms', false],
    ['http for https', 'https://a.example', 'http://a.example/sms', false],
    ['a slash more', 'https://a.example', 'https://a.example/sms/', false],
    ['another host', 'https://a.example', 'https://b.example/sms', false],
    ['a user and password', 'https://u:p@a.example', 'https://u:p@a.example/sms', true],
    ['a missing user', 'https://a.example', 'https://u:p@a.example/sms', false],
    ['a fragment', 'https://a.example', 'https://a.example/sms#rc=2', false],
    ['a path in front', 'https://a.example/relay', 'https://a.example/relay/sms', true],
    ['IPv6 with the standard port', 'http://[::1]', 'http://[::1]:80/sms', true],
    ['a user and a port', 'https://u:1@a.example', 'https://u:1@a.example:443/sms', true],
    ['IPv6', 'http://[::1]:8000', 'http://[::1]:8000/sms', true],
  ])('%s', ([, publicUrl, signedUrl, isAccepted]) => {
    expect(accepts(publicUrl, signedUrl)).toBe(isAccepted);
    const oracle = validateRequest(AUTH_TOKEN, sign(form, signedUrl), `${publicUrl}/sms`, form);
    expect(oracle).toBe(isAccepted);
  });

  test.for([
    'https://a.example#rc=2',
    'https://a.example:443#rc=2',
    'https://a.example/relay#rc=2',
  ])('is %s without its fragment', (publicUrl) => {
    const signedUrl = `${publicUrl.replace('#rc=2', '')}/sms`;
    expect(accepts(publicUrl, signedUrl)).toBe(true);
    expect(accepts(publicUrl, `${signedUrl}#rc=2`)).toBe(false);
  });

  test('the query counts exactly as it came', () => {
    const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
    const rawUrl = "/sms?a=%20b&c=d'e";
    const signature = sign(form, PUBLIC_URL + rawUrl);
    expect(isSigned({ rawUrl, signature, form })).toBe(true);
    expect(isSigned({ rawUrl: '/sms?a=+b', signature, form })).toBe(false);
  });
});

describe('the signed form', () => {
  const url = `${PUBLIC_URL}/sms`;

  test.for<readonly [string, object, object, boolean]>([
    ['repeated values, in any order', { a: ['2', '1', '2'] }, { a: ['1', '2'] }, true],
    ['only the first of repeated values', { a: ['1', '2'] }, { a: '1' }, false],
    ['without its empty fields', { a: '', b: '1' }, { b: '1' }, false],
    ['with a trimmed value', { a: ' 1 ' }, { a: '1' }, false],
    ['with a value encoded again', { a: 'b c' }, { a: 'b%20c' }, false],
    ['with a field of its own', { a: '1' }, { a: '1', b: '2' }, false],
    ['a field named __proto__', { ['__proto__']: '1' }, { ['__proto__']: '1' }, true],
    [
      'a field named __proto__, tampered with',
      { ['__proto__']: '1' },
      { ['__proto__']: '2' },
      false,
    ],
    ['without its field named __proto__', { ['__proto__']: '1', a: '1' }, { a: '1' }, false],
    ['an emoji, a plus and line ends', { a: '\u{1f642} + \r\n' }, { a: '\u{1f642} + \r\n' }, true],
    ['nothing at all', {}, {}, true],
  ])('%s', ([, given, sent, isAccepted]) => {
    expect(accepts(PUBLIC_URL, url, given, sent)).toBe(isAccepted);
    expect(validateRequest(AUTH_TOKEN, sign({ ...given }), url, { ...sent })).toBe(isAccepted);
  });

  test('no form is an empty one', () => {
    const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
    const signature = sign({}, url);
    for (const nothing of [null, undefined]) {
      expect(isSigned({ rawUrl: '/sms', signature, form: nothing })).toBe(true);
    }
  });
});

test('two tokens are accepted while they are rotated, a third is not', () => {
  const isSigned = createSignatureCheck([new Secret('old'), new Secret('new')], PUBLIC_URL);
  const signedWith = (token: string) =>
    isSigned({ rawUrl: '/sms', signature: sign(form, `${PUBLIC_URL}/sms`, token), form });
  expect(['old', 'new', 'other'].map(signedWith)).toEqual([true, true, false]);
});

/** What cannot even be made a string. */
const bare: unknown = Object.create(null);

test.for([
  undefined,
  null,
  '',
  'x',
  ['a', 'b'],
  [sign(form)],
  `${sign(form)}, ${sign(form)}`,
  ` ${sign(form)}`,
  sign(form).slice(0, -1),
  'A'.repeat(28),
  `${'\u00e9'.repeat(27)}=`,
  'A'.repeat(100_000),
  '=',
  42,
  {},
  bare,
])('the header %j is not a signature', (signature: unknown) => {
  const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
  expect(isSigned({ rawUrl: '/sms', signature, form })).toBe(false);
});

test('no character of a signature can be another, not even one that decodes to the same', () => {
  const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
  const signature = sign(form);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';
  const accepted = signature.split('').flatMap((_, at) =>
    alphabet
      .split('')
      .map((letter) => signature.slice(0, at) + letter + signature.slice(at + 1))
      .filter((other) => isSigned({ rawUrl: '/sms', signature: other, form })),
  );
  expect(new Set(accepted)).toEqual(new Set([signature]));
});

test.for([
  'a=1',
  42,
  true,
  { a: bare },
  { a: [bare] },
  { a: [['1']] },
  { a: 1 },
  { a: null },
  { a: Symbol('a') },
])('what no form parser makes is not signed: %s', (odd: unknown) => {
  const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
  for (const given of [{}, { a: '1' }, { a: 'null' }]) {
    expect(isSigned({ rawUrl: '/sms', signature: sign(given), form: odd })).toBe(false);
  }
});

test.for<readonly [string, (count: number) => Record<string, string | string[]>]>([
  ['fields', (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, '']))],
  ['values of one field', (count) => ({ a: Array.from({ length: count }, String) })],
  ['times the same value', (count) => ({ a: Array.from({ length: count }, () => '1') })],
])('a thousand %s are enough', ([, formWith]) => {
  const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
  const isAccepted = (given: Record<string, string | string[]>) =>
    isSigned({ rawUrl: '/sms', signature: sign(given), form: given });
  expect(isAccepted(formWith(1000))).toBe(true);
  expect(isAccepted(formWith(1001))).toBe(false);
});

const anyForm = fc.dictionary(
  fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom('__proto__', 'Body', 'From', 'constructor', 'a b', '+'),
  ),
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { minLength: 2, maxLength: 4 }),
  ),
  { maxKeys: 8, noNullPrototype: false },
);

test('agrees with the official validator on thousands of forms, and on each with one change', () => {
  const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
  const url = `${PUBLIC_URL}/sms`;
  fc.assert(
    fc.property(anyForm, fc.string({ minLength: 1, maxLength: 3 }), (given, extra) => {
      const signature = sign(given, url);
      expect(isSigned({ rawUrl: '/sms', signature, form: given })).toBe(true);
      const changed = { ...given, Body: `${String(given['Body'] ?? '')}${extra}` };
      expect(isSigned({ rawUrl: '/sms', signature, form: changed })).toBe(
        validateRequest(AUTH_TOKEN, signature, url, changed),
      );
    }),
    { numRuns: runsOf(3000) },
  );
});
