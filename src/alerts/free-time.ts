import type { HoldRequest } from './hold-request.ts';
import { minutesOf, needsCode } from './hold-request.ts';
import { type Holds, MAX_KEPT, type Maintenance } from './holds.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A text may be forged: maintenance for longer than this in a day needs a code. */
const FREE_MS = 4 * HOUR_MS;

interface Window {
  readonly from: number;
  readonly until: number;
}

/** Returns true for a request that needs a code, by itself or together with what was held within a day without one. */
export function needsCodeNow(holds: Holds, request: HoldRequest, now: number): boolean {
  if (needsCode(request)) return true;
  if (request.what !== 'maintenance') return false;
  // Many short ones must not make the list forget the long ones.
  if (holds.maintenance.length >= MAX_KEPT - 1) return true;
  const from = Math.max(request.starts_at ?? now, approvedUntil(holds, request, now));
  const until = (request.starts_at ?? now) + minutesOf(request) * MINUTE_MS;
  const windows = [...holds.maintenance.map(freeWindow), { from, until }];
  return [until - DAY_MS, from].some((start) => totalWithin(windows, start) > FREE_MS);
}

/** Returns the end of what a code allowed for the same thing. */
function approvedUntil({ maintenance }: Holds, { name = '' }: HoldRequest, now: number): number {
  const same = maintenance.filter(
    (one) => one.until > now && (one.name ?? 'all').toLowerCase() === name.toLowerCase(),
  );
  return Math.max(0, ...same.map(({ approvedUntil: end = 0 }) => end));
}

/** Returns the part of a maintenance that no code allowed. */
const freeWindow = ({ from, until, approvedUntil: end = from }: Maintenance): Window => ({
  ...{ from: Math.max(from, end), until },
});

/** Returns how long any of them lasts within the day that begins then; the same time counts once. */
function totalWithin(windows: readonly Window[], start: number): number {
  let total = 0;
  let covered = start;
  for (const { from, until } of windows.toSorted((a, b) => a.from - b.from)) {
    const [begin, end] = [Math.max(from, covered), Math.min(until, start + DAY_MS)];
    if (end <= begin) continue;
    total += end - begin;
    covered = end;
  }
  return total;
}
