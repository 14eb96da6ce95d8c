import { expect, test } from 'vitest';
import { warn } from '../../src/doctor/check-result.ts';
import { evaluateConfiguration } from '../../src/doctor/configuration.ts';
import { hideSecrets } from '../../src/doctor/hide-secrets.ts';
import { evaluateSecrets } from '../../src/doctor/secrets.ts';
import { matching } from '../support/matching.ts';

const open = { name: 'unifi', isOpen: true };
const closed = { name: 'pve', isOpen: false };

test('nothing is said of secrets where there are none, and no key', () => {
  expect(evaluateSecrets({ keyIds: [], stored: [] })).toEqual([]);
});

test('keys and the number of secrets are told where all open', () => {
  expect(evaluateSecrets({ keyIds: ['aa'], stored: [] })).toEqual([
    { subject: 'Secrets', state: 'ok', says: '0 secrets stored, each opens; the key is aa' },
  ]);
  expect(evaluateSecrets({ keyIds: ['aa', 'bb'], stored: [open] })).toEqual([
    {
      subject: 'Secrets',
      state: 'ok',
      says: '1 secret stored, each opens; the key is aa, then bb',
    },
  ]);
});

test('secrets without a key are worth a word', () => {
  expect(evaluateSecrets({ keyIds: [], stored: [open, closed] })).toMatchObject([
    { state: 'note', says: '2 secrets stored, and no key is set: nothing can use them' },
  ]);
});

test('each secret that was changed is named', () => {
  expect(evaluateSecrets({ keyIds: ['aa'], stored: [open, closed] })).toMatchObject([
    {
      state: 'wrong',
      says: 'pve was changed or damaged in the database',
      next: matching(/secrets add pve/),
    },
  ]);
});

test.for([
  [
    'UNIFI_API_KEY: secret:unifi is not stored yet: sms-relay secrets add unifi',
    /^Store its value/,
  ],
  ['MCP_CONFIG: pve: secret:pve needs RELAY_SECRET_KEY, which is not set', /^Set RELAY_SECRET_KEY/],
  ['PROXMOX_TOKEN: secret:pve is for a:1 alone, and would be sent to b:2 here', /--host HOST/],
  ['TWILIO_AUTH_TOKEN: file:/run/secrets/x cannot be read: ENOENT', /^Mount the file/],
  ['TWILIO_AUTH_TOKEN: file:/run/secrets/x is empty', /^Mount the file/],
  ['TWILIO_AUTH_TOKEN: at most two tokens, for rotation', /^Copy it from the Twilio console/],
  ['RELAY_SECRET_KEY: must be 32 bytes', /openssl rand -base64 32/],
] as const)('%j has a way out', ([problem, next]) => {
  expect(evaluateConfiguration([problem])[0]?.next).toMatch(next);
});

test('secrets are hidden in what is said and in the next step, also where they are cut', () => {
  const token = 'hunter2/is a long token of forty characters';
  const said = [
    warn('A', `refuses ${token}`, `try ${encodeURIComponent(token)}`),
    warn('B', `it said: ${token.slice(0, 30)}...`),
    warn('C', 'the word is kept'),
  ];
  expect(hideSecrets(said, [token, 'word'])).toEqual([
    warn('A', 'refuses [secret]', 'try [secret]'),
    warn('B', 'it said: [secret]...'),
    warn('C', 'the word is kept'),
  ]);
});
