const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The number of wrong tries in a row that lock a person's actions. */
export const MAX_WRONG_IN_A_ROW = 5;
/** The length of the first lock, the second, and all further ones. */
export const LOCK_LENGTHS_MS: readonly number[] = [15 * MINUTE, HOUR, DAY];
/** The number of wrong tries within 24 hours that close a person's actions. */
export const MAX_WRONG_A_DAY = 20;
/** The number of wrong authenticator codes after which a lock cannot be ended by them any more. */
export const MAX_WRONG_UNLOCKS = 25;

/** The wrong tries of one person. All times are durations as of one moment, so that setting the clock cannot change them. */
export interface WrongTries {
  /** The age of each wrong try of the last 24 hours, the oldest first. */
  readonly ages: readonly number[];
  /** The number of wrong tries since the last lock or good code. */
  readonly inARow: number;
  /** The number of locks in a row. */
  readonly level: number;
  /** The remaining time of the lock. */
  readonly lockMs: number;
  /** The number of wrong digits that were meant to end the present lock. */
  readonly wrongUnlocks: number;
}

export const NO_WRONG_TRIES: WrongTries = {
  ages: [],
  inARow: 0,
  level: 0,
  lockMs: 0,
  wrongUnlocks: 0,
};

/** A lock of a person's actions; reading is never locked. */
export interface Lock {
  readonly ms: number;
  /** True when the limit per day caused it, and not the one in a row. */
  readonly isClosed: boolean;
  /** True while the authenticator's digits can end it. */
  readonly canUnlock: boolean;
}

/** Returns the tries as they are `ms` later. After a day without a lock and a wrong try the next lock is a first one again. */
export function ageTries(tries: WrongTries, ms: number): WrongTries {
  const isForgotten = ms >= tries.lockMs + DAY;
  const later: WrongTries = {
    ...tries,
    ages: tries.ages.map((age) => age + ms).filter((age) => age < DAY),
    inARow: isForgotten ? 0 : tries.inARow,
    level: isForgotten ? 0 : tries.level,
    lockMs: Math.max(0, tries.lockMs - ms),
  };
  return findLock(later) ? later : { ...later, wrongUnlocks: 0 };
}

/** Adds a wrong try, which may start a lock. */
export function addWrongTry({ ages, inARow, level, ...tries }: WrongTries): WrongTries {
  const counted = { ...tries, ages: [...ages, 0], inARow: inARow + 1, level };
  if (counted.inARow < MAX_WRONG_IN_A_ROW) return counted;
  const lockMs = LOCK_LENGTHS_MS[level] ?? LOCK_LENGTHS_MS.at(-1) ?? DAY;
  return { ...counted, inARow: 0, level: level + 1, lockMs };
}

/** Returns the tries after a good code: the next lock is a first one again. The tries of the day stay counted. */
export const forgiveTries = ({ ages }: WrongTries): WrongTries => ({ ...NO_WRONG_TRIES, ages });

/** Counts the wrong tries that are left before the next lock. */
export const countTriesLeft = ({ ages, inARow }: WrongTries): number =>
  Math.min(MAX_WRONG_IN_A_ROW - inARow, MAX_WRONG_A_DAY - ages.length);

export function findLock({ ages, lockMs, wrongUnlocks }: WrongTries): Lock | undefined {
  const oldest = ages.at(-MAX_WRONG_A_DAY);
  const closedMs = ages.length < MAX_WRONG_A_DAY || oldest === undefined ? 0 : DAY - oldest;
  const ms = Math.max(lockMs, closedMs);
  if (ms === 0) return undefined;
  return { ms, isClosed: closedMs >= lockMs, canUnlock: wrongUnlocks < MAX_WRONG_UNLOCKS };
}
