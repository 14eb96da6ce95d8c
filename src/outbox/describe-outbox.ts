import { parseAddress } from '../core/address.ts';
import type { LocalTime } from '../core/local-time.ts';
import { maskNumber, type PhoneNumber } from '../core/phone-number.ts';
import { carrierError, OPTED_OUT } from './carrier-errors.ts';
import type { Outbox } from './outbox.ts';
import type { Suppression, Suppressions } from './suppressions.ts';

interface Dependencies {
  readonly outbox: Pick<Outbox, 'count' | 'errorsSince' | 'handedSince'>;
  readonly suppressions: Pick<Suppressions, 'all'>;
  readonly time: LocalTime;
  readonly textsPerHour: number;
  /** The number that people text START to. */
  readonly phoneNumber: PhoneNumber;
}

const HOUR = 60 * 60_000;
const RECENT_MS = 24 * HOUR;

/** Describes the state of the texts that the relay starts itself, worst first; `OK` when nothing is wrong. */
export async function describeOutbox(dependencies: Dependencies): Promise<readonly string[]> {
  const { outbox, suppressions, time, textsPerHour, phoneNumber } = dependencies;
  const now = time.now();
  const suppressed = await suppressions.all();
  const codes = new Set(suppressed.map(({ code }) => code));
  const recent = await outbox.errorsSince(now - RECENT_MS);
  const errors = recent
    .filter(({ code }) => !codes.has(code))
    .map(
      ({ code, at }) =>
        `not delivered ${time.formatTime(at)}: ${carrierError(code).sentence} (${code})`,
    );

  const { texts, firstAt } = await outbox.handedSince(now - HOUR);
  const isFull = texts >= textsPerHour;
  const count = await outbox.count(now - RECENT_MS);
  const waiting = (count.get('waiting') ?? 0) + (count.get('handing') ?? 0);
  const lines = [
    ...(isFull
      ? [`hourly limit of ${textsPerHour} reached until ${time.formatTime(firstAt + HOUR)}`]
      : []),
    ...suppressed.map((entry) => describeSuppression(entry, time, maskNumber(phoneNumber))),
    ...errors,
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
  ];
  return lines.length > 0 ? lines : ['OK'];
}

function describeSuppression(
  { address, code, since }: Suppression,
  time: LocalTime,
  to: string,
): string {
  const number = parseAddress(address)?.number;
  const who = number ? maskNumber(number) : 'a phone';
  return code === OPTED_OUT
    ? `${who} opted out ${time.formatTime(since)}: text START to ${to} to bring texts back`
    : `${who} suppressed since ${time.formatTime(since)}: ${carrierError(code).sentence} (${code})`;
}
