import { expect, test } from 'vitest';
import { BACKENDS } from '../../../src/cli/setup/backends.ts';
import { describeSettings } from '../../../src/cli/setup/describe-settings.ts';
import {
  ACCOUNT_SID,
  AUTH_TOKEN,
  CLAUDE_KEY,
  PEOPLE,
  PHONE_NUMBER,
  publicUrl,
  type SetupQuestion,
  TIME_ZONE,
  TOTP_KEY,
} from '../../../src/cli/setup/questions.ts';
import { createSettings } from '../../../src/cli/setup/settings.ts';
import { checkVariable, isRequired, VARIABLE_NAMES } from '../../../src/config/check.ts';
import { Environment } from '../../../src/config/environment.ts';
import { secretsIn } from '../../../src/config/secrets-in.ts';
import { wrapText } from '../../../src/doctor/wrap-text.ts';

const QUESTIONS: readonly SetupQuestion[] = [
  ...[ACCOUNT_SID, AUTH_TOKEN, PHONE_NUMBER, PEOPLE, publicUrl('8000'), TIME_ZONE],
  ...[CLAUDE_KEY, TOTP_KEY],
  ...BACKENDS.flatMap(({ ways }) => ways.flatMap(({ questions }) => questions)),
];

const PASSES = ['x', 'JBSWY3DPEHPK3PXPJBSWY3DP', 'a@b!c=d', '0123456789abcdef'.repeat(4)];

/** Whether the configuration itself keeps a value behind glass. */
const isSecret = (name: SetupQuestion['name']): boolean =>
  PASSES.some((value) => secretsIn(Environment.shape[name].safeParse(value).data).some(Boolean));

test('what the configuration keeps secret is never echoed, nor shown later', () => {
  expect(VARIABLE_NAMES.filter(isSecret).length).toBeGreaterThan(12);
  for (const { name, isSecret: isHidden = false } of QUESTIONS) {
    expect([name, isHidden]).toEqual([name, isSecret(name)]);
  }
  const all = Object.fromEntries(VARIABLE_NAMES.map((name) => [name, 'glass']));
  const lines = describeSettings(createSettings({ environment: {}, file: all, example: {} }));
  const shown = lines
    .filter((line) => line.endsWith('glass'))
    .map((line) => line.trim().split(' ')[0]);
  expect(shown).toEqual(VARIABLE_NAMES.filter((name) => !isSecret(name)));
});

test('everything a relay cannot start without is asked, and nothing twice', () => {
  const names = QUESTIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(VARIABLE_NAMES.filter(isRequired).filter((name) => !names.includes(name))).toEqual([]);
});

test('what the configuration tidies is written down tidy', () => {
  const tidied = (name: SetupQuestion['name'], raw: string) => {
    const checked = checkVariable(name, raw);
    return checked.ok ? checked.value : checked.error;
  };
  expect(tidied('TWILIO_PHONE_NUMBER', '+1 (555) 010-0000')).toBe('+15550100000');
  expect(tidied('ALLOWED_PHONE_NUMBER', '+1 555 0100001, +15550100002:viewer')).toBe(
    '+15550100001,+15550100002:viewer',
  );
  expect(tidied('PUBLIC_URL', 'https://x.example/')).toBe('https://x.example');
  expect(tidied('UNIFI_URL', 'https://192.168.1.1')).toBe('https://192.168.1.1');
});

test('long lines are folded at their spaces, short ones and long words are left alone', () => {
  expect(wrapText('  a\n\nb')).toBe('  a\n\nb');
  expect(wrapText(`${'word '.repeat(20)}end`)).toBe(
    `${'word '.repeat(15)}word\n${'word '.repeat(4)}end`,
  );
  expect(wrapText('x'.repeat(200))).toBe('x'.repeat(200));
  expect(wrapText(`  ${'x'.repeat(100)} y`)).toBe(`  ${'x'.repeat(100)}\ny`);
  expect(wrapText(`\u001b[2m${'x'.repeat(79)}\u001b[0m`)).not.toContain('\n');
});
