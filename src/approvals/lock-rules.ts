const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So many wrong tries in a row lock a person's actions. */
export const MAX_WRONG_IN_A_ROW = 5;
/** How long: the first time, the second, and from then on. */
export const LOCK_LENGTHS_MS: readonly number[] = [15 * MINUTE, HOUR, DAY];
/** So many wrong tries in any 24 hours close a person's actions. */
export const MAX_WRONG_A_DAY = 20;
/** So many times the authenticator's digits may be wrong when they shall end a lock. */
export const MAX_WRONG_UNLOCKS = 25;

/** The wrong tries of one person. All times are durations as of one moment, so that no clock can be set under them. */
export interface WrongTries {
  /** How long ago each of the last 24 hours was, the oldest first. */
  readonly ages: readonly number[];
  /** Since the last lock or good code. */
  readonly inARow: number;
  /** How many locks followed each other. */
  readonly level: number;
  /** What is left of the lock. */
  readonly lockMs: number;
  /** Tries to end the present lock with wrong digits. */
  readonly wrongUnlocks: number;
}

export const NO_WRONG_TRIES: WrongTries = {
  ages: [],
  inARow: 0,
  level: 0,
  lockMs: 0,
  wrongUnlocks: 0,
};

/** A person's actions are refused for so long; reading never is. */
export interface Lock {
  readonly ms: number;
  /** By the tries of a day, and not by those in a row. */
  readonly isClosed: boolean;
  /** The authenticator's digits may still end it. */
  readonly canUnlock: boolean;
}

/** The same tries `ms` later. A day without a lock and without a wrong try makes the next lock a first one. */
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

/** One wrong try more, which may be the one that locks. */
export function addWrongTry({ ages, inARow, level, ...tries }: WrongTries): WrongTries {
  const counted = { ...tries, ages: [...ages, 0], inARow: inARow + 1, level };
  if (counted.inARow < MAX_WRONG_IN_A_ROW) return counted;
  const lockMs = LOCK_LENGTHS_MS[level] ?? LOCK_LENGTHS_MS.at(-1) ?? DAY;
  return { ...counted, inARow: 0, level: level + 1, lockMs };
}

/** A good code: the next lock is a first one again. The tries of the day stay counted. */
export const forgiveTries = ({ ages }: WrongTries): WrongTries => ({ ...NO_WRONG_TRIES, ages });

/** How many more may be wrong before the next lock. */
export const countTriesLeft = ({ ages, inARow }: WrongTries): number =>
  Math.min(MAX_WRONG_IN_A_ROW - inARow, MAX_WRONG_A_DAY - ages.length);

export function findLock({ ages, lockMs, wrongUnlocks }: WrongTries): Lock | undefined {
  const oldest = ages.at(-MAX_WRONG_A_DAY);
  const closedMs = ages.length < MAX_WRONG_A_DAY || oldest === undefined ? 0 : DAY - oldest;
  const ms = Math.max(lockMs, closedMs);
  if (ms === 0) return undefined;
  return { ms, isClosed: closedMs >= lockMs, canUnlock: wrongUnlocks < MAX_WRONG_UNLOCKS };
}
