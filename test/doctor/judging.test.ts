import { describe, expect, test } from 'vitest';
import { type Access, explain } from '../../src/doctor/backend-fault.ts';
import { evaluateClaude } from '../../src/doctor/claude.ts';
import { evaluateClock } from '../../src/doctor/clock.ts';
import { faultOf } from '../../src/doctor/connection-fault.ts';
import { countryOf } from '../../src/doctor/countries.ts';
import { type DatabaseFacts, evaluateDatabase } from '../../src/doctor/database.ts';
import { evaluateTollFree } from '../../src/doctor/registration.ts';
import { evaluateTimeZone } from '../../src/doctor/time-zone.ts';
import { containing, having, matching } from '../support/matching.ts';
import { ALICE, number } from '../support/phone-number.ts';

const NOON = Date.UTC(2026, 10, 21, 12);

describe('the clock', () => {
  test.for<readonly [number, string, string]>([
    [0, 'ok', "agrees with Twilio's"],
    [-29_000, 'ok', "agrees with Twilio's"],
    [95_000, 'wrong', '95 s fast'],
    [-31_000, 'wrong', '31 s slow'],
  ])('%d ms beside the right time', ([skew, state, says]) => {
    const found = evaluateClock({ whose: "Twilio's", theirs: NOON, ours: NOON + skew });
    expect(found).toMatchObject({ state, says: containing(says) });
  });

  test('that nobody can be asked about is not called right', () => {
    expect(evaluateClock(undefined).state).toBe('note');
  });
});

describe('the time zone', () => {
  const german = number('+4915112345678');
  const zone = (name: string, isSet = true, people = [german], own = name) => {
    const phones = people.map((it) => ({ number: it, timeZone: own }));
    return evaluateTimeZone({ zone: name, isSet, phones, now: NOON });
  };

  test('is shown by the time it is there', () => {
    expect(zone('Europe/Berlin')).toMatchObject({ says: 'it is now 13:00 (Europe/Berlin)' });
  });

  test('is as good as another that shows the same', () => {
    expect(zone('Europe/Vienna').state).toBe('ok');
    expect(zone('America/Denver', true, [ALICE]).state).toBe('ok');
  });

  test('is another than that of the phone that reads it', () => {
    expect(zone('America/New_York')).toMatchObject({
      state: 'note',
      says: 'it is now 07:00 (America/New_York), but ...78 is German: the times in texts would differ',
      next: 'Set TZ=Europe/Berlin, or leave it if that phone lives where TZ says.',
    });
  });

  test('is judged by that of the person, where they have one of their own', () => {
    const own = (timeZone: string) => zone('America/New_York', true, [german], timeZone);
    expect(own('Europe/Berlin')).toMatchObject({
      state: 'ok',
      says: 'it is now 07:00 (America/New_York)',
    });
    expect(own('Asia/Tokyo')).toMatchObject({
      says: 'it is now 21:00 (Asia/Tokyo), but ...78 is German: the times in texts would differ',
      next: 'Set time_zone: Europe/Berlin for its owner in RELAY_CONFIG, or leave it if that phone lives in Asia/Tokyo.',
    });
  });

  test('that nobody chose is worth a note, also where nothing is known of the phone', () => {
    expect(zone('UTC', false, [number('+999123456789')])).toMatchObject({ state: 'note' });
    expect(countryOf(number('+999123456789'))).toBeUndefined();
  });
});

describe('the database', () => {
  const inside = {
    kind: 'read',
    complaints: [],
    format: 6,
    brokenAt: undefined,
    lines: 3,
  } as const;
  const seen: DatabaseFacts = { file: 'r.db', writeError: undefined, freeBytes: 1e10, inside };
  const judge = (change: Partial<DatabaseFacts>) => evaluateDatabase({ ...seen, ...change }, 6);

  test.for<readonly [string, Partial<DatabaseFacts>, RegExp, RegExp]>([
    [
      'a full disk',
      { writeError: 'Error: ENOSPC: no space', freeBytes: 0 },
      /full \(0B free\)/,
      /Make room/,
    ],
    ['a disk nobody may write', { writeError: 'Error: EROFS' }, /read-only disk/, /volume/],
    ['a folder of somebody else', { writeError: 'Error: EACCES' }, /by this user/, /1000/],
    ['little room', { freeBytes: 5e7 }, /only 48M free/, /full disk stops/],
    ['damage', { inside: { ...inside, complaints: ['row 4 missing'] } }, /row 4/, /\.recover/],
    ['a newer relay', { inside: { ...inside, format: 7 } }, /newer/, /newer version again/],
    ['a changed record', { inside: { ...inside, brokenAt: 2 } }, /at line 2/, /backup/],
    ['another file', { inside: { kind: 'unreadable', cause: 'not a database' } }, /not a/, /URL/],
  ])('%s is named, with a way out', ([, change, says, next]) => {
    expect(judge(change)).toEqual([
      having({
        ...{ subject: 'Database', says: matching(says) },
        next: matching(next),
      }),
    ]);
  });

  test('an older one is moved forward at the next start, and is no trouble', () => {
    expect(judge({ inside: { ...inside, format: 2 } })).toMatchObject([{ state: 'ok' }]);
    expect(judge({ inside: undefined })).toMatchObject([
      { says: containing('made at the first start') },
    ]);
  });
});

describe('Claude', () => {
  const facts = { model: 'm-1', baseUrl: undefined, spent: 0.2, limit: 1, isOff: false } as const;

  test.for<readonly [Parameters<typeof evaluateClaude>[0], string, RegExp]>([
    [{ ...facts, check: { kind: 'known' } }, 'ok', /\$0\.20 of \$1\.00/],
    [{ ...facts, check: { kind: 'known' }, isOff: true }, 'note', /switched off/],
    [{ ...facts, check: { kind: 'known' }, spent: 1 }, 'note', /\$1\.00 of \$1\.00/],
    [{ ...facts, check: { kind: 'bad-key' } }, 'wrong', /refuses the key/],
    [{ ...facts, check: { kind: 'no-model' } }, 'wrong', /has no model m-1/],
    [{ ...facts, check: { kind: 'no-model' }, baseUrl: 'http://x' }, 'note', /does not report/],
    [{ ...facts, check: { kind: 'unreachable' } }, 'wrong', /api\.anthropic\.com/],
  ])('%j', ([given, state, says]) => {
    expect(evaluateClaude(given)).toMatchObject({ state, says: matching(says) });
  });
});

test('of a certificate that nobody vouches for and that is out of date, the date is told', () => {
  const shown = { fingerprint: 'AB', goodFrom: NOON - 2000, goodUntil: NOON - 1000 };
  const told = 'TypeError: fetch failed DEPTH_ZERO_SELF_SIGNED_CERT';
  expect(faultOf(told, shown, NOON)).toBe('expired');
  expect(faultOf(told, shown, NOON - 1500)).toBe('unvouched');
  expect(faultOf(told, shown, NOON - 9000)).toBe('early');
  expect(faultOf('Error: ANOTHER_CERTIFICATE', shown, NOON)).toBe('other-certificate');
  expect(faultOf('Error: ECONNREFUSED', shown, NOON)).toBe('closed');
});

test.for<readonly [string | undefined, string, RegExp]>([
  [undefined, 'wrong', /not verified: it delivers nothing \(30032\)/],
  ['TWILIO_APPROVED', 'ok', /verified/],
  ['IN_REVIEW', 'wrong', /is in review/],
  ['TWILIO_REJECTED', 'wrong', /refused \(30032\): personal use/],
])('a toll-free verification that is %s', ([status, state, says]) => {
  const found = evaluateTollFree(
    status === undefined ? undefined : { status, objections: ['personal use'] },
  );
  expect(found).toMatchObject({ state, says: matching(says) });
});

describe('a source that does not answer', () => {
  const access: Access = {
    ...{ where: 'https://nas:8006', variable: 'PROXMOX_URL', key: 'PROXMOX_TOKEN' },
    ...{ url: new URL('https://nas:8006'), pin: 'PROXMOX_FINGERPRINT' },
  };
  const say = (cause: string, over: Partial<Access> = {}) =>
    explain({
      failure: { kind: 'unreachable', service: 'Proxmox', cause },
      ...{ access: { ...access, ...over }, certificate: undefined, now: NOON },
    });

  test.for<readonly [string, RegExp]>([
    ['TypeError: fetch failed ENOTFOUND', /unknown host/],
    ['TypeError: fetch failed ECONNREFUSED', /nothing listens/],
    [
      'TypeError: fetch failed: no connection to nas:8006 through the proxy NO_TUNNEL, ECONNREFUSED',
      /proxy/,
    ],
    ['TypeError: fetch failed EHOSTUNREACH', /no route/],
    ['ConnectTimeoutError UND_ERR_CONNECT_TIMEOUT', /no answer/],
    ['Error ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
    ['Error ANOTHER_CERTIFICATE', /not the pinned one/],
    ['Error DEPTH_ZERO_SELF_SIGNED_CERT', /not from a trusted authority/],
    ['Error CERT_NOT_YET_VALID', /not valid before/],
    ['Error ERR_SSL_WRONG_VERSION_NUMBER', /no TLS|not speak TLS/],
    ['Error: something else', /the connection broke/],
  ])('%s', ([cause, says]) => {
    expect(say(cause)).toEqual({
      says: matching(says),
      next: matching(/\w/),
    });
  });

  test('a program that is not there is told from one that ends', () => {
    const program = { where: 'the program x', url: undefined, variable: 'MCP_CONFIG ("x")' };
    expect(say('Error: spawn x ENOENT', program).says).toBe('the program x: no such program');
    expect(say('Error: closed', program).next).toContain('by hand');
  });

  test.for<readonly [Parameters<typeof explain>[0]['failure'], RegExp, RegExp]>([
    [{ kind: 'timeout', service: 'P', afterMs: 8000 }, /within 8 s/, /firewall/],
    [{ kind: 'denied', service: 'P', cause: 'HTTP 401' }, /refuses our key/, /API Tokens/],
    [{ kind: 'refused', service: 'P', cause: 'HTTP 500' }, /an error: HTTP 500/, /own log/],
    [
      { kind: 'invalid-response', service: 'P', cause: '<html>' },
      /not readable: <html>/,
      /right path/,
    ],
    [
      { kind: 'invalid-response', service: 'P', cause: '<html>', explanation: 'answer too large' },
      /: answer too large$/,
      /right version/,
    ],
    [{ kind: 'no-source', service: 'P', what: 'nodes' }, /no tool for nodes/, /RELAY_CONFIG/],
  ])('%j', ([failure, says, next]) => {
    expect(explain({ failure, access, certificate: undefined, now: NOON })).toEqual({
      ...{ says: matching(says), next: matching(next) },
    });
  });
});
