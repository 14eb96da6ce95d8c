import fc from 'fast-check';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import { createSignatureCheck } from '../../src/http/twilio-signature.ts';
import { AUTH_TOKEN, PUBLIC_URL } from '../support/account.ts';
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
    ['another port that is not', 'https://a.example', 'https://a.example:8443/sms', false],
    ['http for https', 'https://a.example', 'http://a.example/sms', false],
    ['a slash more', 'https://a.example', 'https://a.example/sms/', false],
    ['another host', 'https://a.example', 'https://b.example/sms', false],
    ['a user and password', 'https://u:p@a.example', 'https://u:p@a.example/sms', true],
    ['a missing user', 'https://a.example', 'https://u:p@a.example/sms', false],
    ['a fragment', 'https://a.example', 'https://a.example/sms#rc=2', false],
    ['a path in front', 'https://a.example/relay', 'https://a.example/relay/sms', true],
    ['IPv6', 'http://[::1]:8000', 'http://[::1]:8000/sms', true],
  ])('%s', ([, publicUrl, signedUrl, isAccepted]) => {
    expect(accepts(publicUrl, signedUrl)).toBe(isAccepted);
    const oracle = validateRequest(AUTH_TOKEN, sign(form, signedUrl), `${publicUrl}/sms`, form);
    expect(oracle).toBe(isAccepted);
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
    ['an emoji, a plus and line ends', { a: '\u{1f642} + \r\n' }, { a: '\u{1f642} + \r\n' }, true],
    ['nothing at all', {}, {}, true],
  ])('%s', ([, given, sent, isAccepted]) => {
    expect(accepts(PUBLIC_URL, url, given, sent)).toBe(isAccepted);
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

test.for([undefined, '', 'x', ['a', 'b'], 'A'.repeat(28), 'A'.repeat(100_000), '=', 42, {}])(
  'the header %j is not a signature',
  (signature) => {
    const isSigned = createSignatureCheck([new Secret(AUTH_TOKEN)], PUBLIC_URL);
    expect(isSigned({ rawUrl: '/sms', signature, form })).toBe(false);
  },
);

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
    { numRuns: 3000 },
  );
});
