import type { Clock } from '../core/clock.ts';

interface Dependencies {
  readonly clock: Clock;
  readonly log: { warn(facts: object, message: string): void };
}

const MINUTE = 60_000;
/** The number of addresses that are counted one by one; attackers have any number of them. */
const MAX_ADDRESSES = 100;

/** Logs an unauthorized request; `why`: the fault of a request that is signed. */
export type UnauthorizedLog = (address: string, why?: string) => void;

/**
 * Logs one line at once, and one a minute while the requests go on, with a count, so that an attacker cannot fill
 * the disk. No address is locked out, for behind a proxy Twilio has the same one.
 */
export function createUnauthorizedLog({ clock, log }: Dependencies): UnauthorizedLog {
  let counts: Map<string, number> | undefined;

  function logSum(minute: ReadonlyMap<string, number>): void {
    counts = undefined;
    const [busiest] = [...minute].toSorted(([, a], [, b]) => b - a);
    if (!busiest) return;
    const more = [...minute.values()].reduce((all, count) => all + count, 0);
    log.warn({ more, busiest: busiest[0] }, 'more requests without a valid signature');
  }

  return (address, why) => {
    if (counts) {
      const known = counts.has(address) || counts.size < MAX_ADDRESSES ? address : 'others';
      counts.set(known, (counts.get(known) ?? 0) + 1);
      return;
    }
    const minute = new Map<string, number>();
    counts = minute;
    log.warn({ address, ...(why && { why }) }, 'a request without a valid signature');
    void clock.wait(MINUTE).then(() => logSum(minute));
  };
}
