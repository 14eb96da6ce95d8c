import fc from 'fast-check';
import { expect } from 'vitest';
import { advanceUntil } from '../support/advance-until.ts';
import { risen, seriesIn } from '../support/exposition.ts';
import { FakeClaude } from '../support/fake-claude.ts';
import { MINUTE } from '../support/fake-clock.ts';
import { ALICE, BOB, STRANGER } from '../support/phone-number.ts';
import { type Relay, startRelay } from '../support/relay.ts';
import { formOf, signedRequest } from '../support/signed-form.ts';
import { test } from '../support/table-test.ts';

const scrape = async ({ service }: Relay): Promise<string> =>
  (await service.http.inject('/metrics')).body;

const textsIn = async (relay: Relay) => risen(await scrape(relay), 'sms_relay_texts_in_total');

const picture = { NumMedia: '1', MessageSid: `MM${'a'.repeat(32)}` };
const twice = { MessageSid: `SM${'b'.repeat(32)}` };

test.for<readonly [string, (relay: Relay) => Promise<unknown>, Record<string, number>]>([
  ['a word of the menu', ({ alice }) => alice.texts('2'), { 'kind=menu,outcome=answered': 1 }],
  ['a name', ({ alice }) => alice.texts('plex'), { 'kind=name,outcome=answered': 1 }],
  ['a picture', ({ alice }) => alice.texts('', picture), { 'kind=picture,outcome=answered': 1 }],
  [
    'what means nothing',
    async ({ alice }) => [await alice.texts('2'), await alice.texts('xyzzy')],
    { 'kind=menu,outcome=answered': 1, 'kind=nonsense,outcome=answered': 1 },
  ],
  [
    'a wish, and its code',
    async ({ alice }) => [await alice.texts('reboot nextcloud'), await alice.texts('no')],
    { 'kind=action,outcome=answered': 1, 'kind=code,outcome=answered': 1 },
  ],
  [
    'a replay',
    async ({ alice }) => [await alice.texts('2', twice), await alice.texts('2', twice)],
    { 'kind=menu,outcome=answered': 1, 'kind=replay,outcome=repeated': 1 },
  ],
  [
    "the carrier's words, and what comes between them",
    async ({ alice }) => {
      for (const word of ['STOP', '2', 'START']) await alice.texts(word);
    },
    { 'kind=carrier-word,outcome=silent': 2, 'kind=opted-out,outcome=silent': 1 },
  ],
  ['a stranger', ({ stranger }) => stranger.texts('2'), { 'kind=stranger,outcome=silent': 1 }],
  [
    'a text from no number',
    ({ service }) => service.http.inject(signedRequest(formOf('BANK', '2'))),
    { 'kind=unreadable,outcome=silent': 1 },
  ],
  [
    'a forged one',
    ({ service }) =>
      service.http.inject({ ...signedRequest(formOf(ALICE, '2')), payload: 'Body=reboot' }),
    { 'kind=unsigned,outcome=refused': 1 },
  ],
  [
    'a huge one',
    ({ service }) => service.http.inject(signedRequest(formOf(ALICE, 'x'.repeat(70_000)))),
    { 'kind=unreadable,outcome=refused': 1 },
  ],
])('%s is counted as what it is', async ([, play, expected]) => {
  await using relay = await startRelay();
  await play(relay);
  expect(await textsIn(relay)).toEqual(expected);
  silence(relay);
});

test('a question is counted with how it ended, and what it cost today', async () => {
  await using claude = await FakeClaude.start();
  const env = { ANTHROPIC_API_KEY: 'sk-ant-x', ANTHROPIC_BASE_URL: claude.url };
  await using relay = await startRelay({ env });
  await relay.alice.texts('ask how is proxmox');
  claude.moves = [{ status: 401, type: 'authentication_error' }];
  await relay.alice.texts('ask how is k8s');
  silence(relay);
  const text = await scrape(relay);
  expect(risen(text, 'sms_relay_texts_in_total')).toEqual({ 'kind=question,outcome=answered': 2 });
  expect(risen(text, 'sms_relay_claude_questions_total')).toEqual({
    'outcome=answered': 1,
    'outcome=bad-key': 1,
  });
  const series = seriesIn(text);
  expect(series.get('sms_relay_claude_day_spent_dollars')).toBeCloseTo(0.003);
  expect(series.get('sms_relay_claude_day_limit_dollars')).toBe(1);
  expect(series.get('sms_relay_claude_off')).toBe(0);
});

test('segments and dollars are those of both ways, and strangers are billed too', async () => {
  await using relay = await startRelay();
  await relay.alice.texts('2v', { NumSegments: '2' });
  await relay.stranger.texts('hi');
  await relay.alice.texts('2', {
    ...{ From: `whatsapp:${ALICE}`, To: 'whatsapp:+15550100000', NumSegments: '3' },
  });
  silence(relay);
  const text = await scrape(relay);
  expect(risen(text, 'sms_relay_segments_total')).toEqual({
    'direction=in,channel=sms': 3,
    'direction=in,channel=whatsapp': 1,
    'direction=out,channel=sms': 1,
    'direction=out,channel=whatsapp': 1,
  });
  const dollars = risen(text, 'sms_relay_texts_estimated_cost_dollars_total');
  expect(dollars['direction=in']).toBeCloseTo(0.0299);
  expect(dollars['direction=out']).toBeCloseTo(0.0133);
  expect(seriesIn(text).get('sms_relay_reply_duration_seconds_count')).toBe(2);
});

test('areas are told by what was last heard of them, and their calls by how they ended', async () => {
  await using relay = await startRelay({ env: { PROXMOX_MCP_URL: 'http://127.0.0.1:9' } });
  await advanceUntil(relay.clock, relay.alice.texts('2'));
  await advanceUntil(relay.clock, relay.alice.texts('1'));
  silence(relay);
  relay.clock.advance(5 * MINUTE);
  const text = await scrape(relay);
  expect(risen(text, 'sms_relay_area_failing')).toEqual({ 'area=proxmox': 1 });
  const failing = risen(text, 'sms_relay_area_failing_seconds')['area=proxmox'];
  expect(failing).toBeGreaterThanOrEqual(300);
  const series = seriesIn(text);
  expect(series.has('sms_relay_area_last_good_age_seconds{area="proxmox"}')).toBe(false);
  expect(series.get('sms_relay_area_last_good_age_seconds{area="network"}')).toBeLessThan(330);
  const calls = risen(text, 'sms_relay_backend_calls_total');
  expect(calls['area=proxmox,outcome=unreachable']).toBeGreaterThan(0);
  expect(calls['area=network,outcome=ok']).toBeGreaterThan(0);
});

test('delivery reports and the outbox are told', async () => {
  await using relay = await startRelay();
  await relay.service.http.inject({ method: 'POST', url: '/sms/status' });
  await relay.alice.texts('STOP');
  const text = await scrape(relay);
  expect(risen(text, 'sms_relay_delivery_reports_total')).toEqual({ 'outcome=unsigned': 1 });
  expect(risen(text, 'sms_relay_silenced_phones')).toEqual({ 'reason=opted-out': 1 });
  expect(seriesIn(text).get('sms_relay_outbox_hourly_limit')).toBe(60);
  expect(seriesIn(text).get('sms_relay_outbox_texts{state="waiting"}')).toBe(0);
});

test('whatever people send, there are no more series than at the start, and nobody is named in them', async () => {
  await using relay = await startRelay();
  const before = await scrape(relay);
  const body = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom('2v', 'plex', 'reboot plex', '+', 'OK 123456', '{kind="x"} 1', '"\n# TYPE x'),
  );
  const numbers = [ALICE, BOB, STRANGER, 'BANK"} 1', 'whatsapp:+15550100001', 'rcs:+1 555'];
  const fields = fc.dictionary(
    fc.constantFrom('NumMedia', 'NumSegments', 'OptOutType', 'MessageSid', 'To'),
    fc.oneof(fc.string({ maxLength: 70 }), fc.constantFrom('1e9', '-1', 'NaN', '1', 'START')),
  );
  const texts = fc.array(fc.tuple(fc.constantFrom(...numbers), body, fields), {
    minLength: 30,
    maxLength: 60,
  });
  const property = fc.asyncProperty(texts, async (all) => {
    for (const [from, words, more] of all) {
      await relay.service.http.inject(signedRequest({ ...formOf(from, words), ...more }));
    }
  });
  await fc.assert(property, { numRuns: 3 });
  const after = await scrape(relay);
  expect([...seriesIn(after).keys()].filter(isNew(before))).toEqual([]);
  expect(after).not.toMatch(/\+?1?5550|BANK|other/);
  expect([...seriesIn(after).values()].every(Number.isFinite)).toBe(true);
});

/** What is first told about an area once it has answered is not caused by texts. */
const isNew = (before: string) => (series: string) =>
  !seriesIn(before).has(series) && !series.startsWith('sms_relay_area_last_good_age_seconds{');

test('with METRICS_TOKEN only who shows it sees them', async () => {
  await using relay = await startRelay({ env: { METRICS_TOKEN: 'open-sesame' } });
  const ask = (authorization: string) =>
    relay.service.http.inject({ url: '/metrics', headers: { authorization } });
  expect((await ask('Bearer sesame')).statusCode).toBe(401);
  const { body, statusCode } = await ask('Bearer open-sesame');
  expect(statusCode).toBe(200);
  expect(body).toContain('sms_relay_build_info{version="0.0.0-test",demo="1"} 1');
});

/** What was answered is no matter here. */
function silence({ alice, bob, stranger }: Relay): void {
  for (const phone of [alice, bob, stranger]) phone.forgets();
}
