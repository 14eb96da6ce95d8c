import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { expect, test } from 'vitest';
import type { Failure } from '../../src/core/failure.ts';
import { normalise } from '../../src/menu/commands.ts';
import { readEveryday } from '../../src/menu/everyday.ts';
import { septets } from '../../src/sms/gsm7.ts';
import { startConversation } from '../support/conversation.ts';
import { guest } from '../support/fake-areas.ts';
import { HOUR } from '../support/fake-clock.ts';
import { fuzzBytes } from '../support/fuzz-bytes.ts';
import { runsOf } from '../support/share.ts';

const FAILURES: readonly Failure[] = [
  { kind: 'unreachable', service: 'Proxmox' },
  { kind: 'invalid-response', service: 'Proxmox' },
  { kind: 'denied', service: 'x'.repeat(5000) },
];

const command = fc.constantFrom(
  ...['1', '2', '3', '4', '5', '2v', '2v1', '3p', 'd', 'a', 'v', 'n', 'l', 'f', 's', 'e', 'c'],
  ...['+', 'more', 'b', 'back', '?', 'home', '9999', 'plex', 'pve vms', ''],
  ...['!', 'is plex up?', 'what is this', 'annas iphone', 'guest 3'],
);

/** `k` and `lol` need no answer, which would cost money. */
const SILENT = { is: 'small-talk', answer: undefined };

type Stage = ReturnType<typeof startConversation>;

type Happening =
  | { readonly text: string }
  | { readonly names: readonly string[] }
  | { readonly failure: Failure | undefined }
  | { readonly idle: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 8, arbitrary: command.map((text) => ({ text })) },
  { weight: 3, arbitrary: fuzzBytes(500).map((text) => ({ text })) },
  {
    weight: 1,
    arbitrary: fc.array(fuzzBytes(12_000), { maxLength: 40 }).map((names) => ({ names })),
  },
  { weight: 1, arbitrary: fc.constantFrom(undefined, ...FAILURES).map((failure) => ({ failure })) },
  { weight: 1, arbitrary: fc.constant({ idle: HOUR + 1 }) },
);

/** Promise 3, and a last line that says what can be done from here. */
function expectGoodReply(text: string): void {
  const carrier = new SegmentedMessage(text);
  expect(carrier.encodingName).toBe('GSM-7');
  expect(carrier.segmentsCount).toBeLessThanOrEqual(2);
  expect(text.length).toBeLessThanOrEqual(320);
  expect(septets(text)).toBeLessThanOrEqual(304);
  expect(text).toMatch(/(B\)ack|\? for help|[A-Z]\)[A-Za-z]+)$/);
}

async function play(it: Happening, { says, home, clock }: Stage): Promise<void> {
  if ('names' in it) home.guests = it.names.map((name, id) => guest({ id, name }));
  if ('failure' in it) home.failWith = it.failure;
  if ('idle' in it) clock.advance(it.idle);
  if ('text' in it) {
    const reply = await says(it.text);
    if (reply === undefined) expect(readEveryday(normalise(it.text), false)).toMatchObject(SILENT);
    else expectGoodReply(reply);
  }
}

test('any sequence of any texts, over any data, keeps the replies short, whole and leading on', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 14 }), async (script) => {
      const stage = startConversation();
      for (const it of script) await play(it, stage);
      stage.home.failWith = undefined;
      expect(await stage.says('home')).toMatch(/^OK\. .*\n1\) Network.*\n\? for help$/);
    }),
    { numRuns: runsOf(300) },
  );
}, 30_000);
