import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { PhoneNumber } from '../../src/core/phone-number.ts';
import { PUBLIC_URL } from '../support/account.ts';
import { startCarrier } from '../support/carrier.ts';
import { fastClock } from '../support/fast-clock.ts';
import { number } from '../support/phone-number.ts';
import type { RelayProcess } from '../support/process.ts';
import { startCrashingRelay, until } from './crashing-relay.ts';

/** Not faster, so that a busy machine still answers within the relay's deadline. */
const SPEED = 3;
const SECOND = 1000 / SPEED;

const PEOPLE = Array.from({ length: 20 }, (_, index) =>
  number(`+155501002${String(index).padStart(2, '0')}`),
);
const WORDS = ['3', 'sec', '2v', 'h', 'net'];

const folder = mkdtempSync(join(tmpdir(), 'kill-load-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The worse of them where there is little time. */
const APIS = process.env['CI'] ? (['ok', 'hang'] as const) : (['hang'] as const);

interface Exchange {
  readonly person: PhoneNumber;
  readonly sentAt: number;
  /** Whether the response to the webhook held an answer. */
  readonly isAnswered: boolean;
}

/** Twenty people text all the while; the relay is killed amid it, and started again. */
async function live(api: 'ok' | 'hang') {
  const startedAt = Date.now();
  const clock = fastClock(startedAt, SPEED);
  let relay: RelayProcess | undefined;
  await using carrier = await startCarrier({
    clock,
    reach: (url) => url.replace(PUBLIC_URL, relay?.address ?? 'http://127.0.0.1:65534'),
    phones: PEOPLE.map((person) => ({ number: person, name: person, hint: '' })),
  });
  const start = () =>
    startCrashingRelay(folder, {
      ...{ STARTED_AT: String(startedAt), SPEED: String(SPEED) },
      ...{ TWILIO_API_URL: carrier.url, DATABASE_URL: `sqlite:${api}.db` },
      ...{ ALLOWED_PHONE_NUMBER: PEOPLE.join(','), ANSWERS_PER_MINUTE: '1000' },
    });

  const exchanges: Exchange[] = [];
  let isOver = false;
  async function keepTexting(person: PhoneNumber): Promise<void> {
    for (let count = 0; !isOver; count += 1) {
      const sentAt = performance.now();
      const { messages } = await carrier.text(person, WORDS[count % WORDS.length] ?? 'h');
      exchanges.push({ person, sentAt, isAnswered: messages.length > 0 });
      await sleep(SECOND);
    }
  }

  relay = await start();
  const texting = PEOPLE.map(keepTexting);
  await until(() => exchanges.length > PEOPLE.length, 20_000);
  carrier.set({ api });
  relay.child.kill('SIGKILL');
  await relay.exited;
  relay = await start();
  const restartedAt = performance.now();
  const later = () => exchanges.filter(({ sentAt }) => sentAt > restartedAt + 10 * SECOND);
  const isHeardOf = (person: PhoneNumber) => later().some((it) => it.person === person);
  await until(() => PEOPLE.every(isHeardOf), 40_000);
  isOver = true;
  await Promise.all(texting);
  relay.child.kill('SIGTERM');
  await relay.exited;
  return later();
}

test.for(APIS)(
  'ten seconds after a crash under load everybody is answered in the response: sending API %s',
  { timeout: 60_000 },
  async (api) => {
    const later = await live(api);
    expect(new Set(later.map(({ person }) => person)).size).toBe(PEOPLE.length);
    expect(later.filter(({ isAnswered }) => !isAnswered)).toEqual([]);
  },
);
