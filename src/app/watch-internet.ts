import type { Alerts } from '../alerts/alerts.ts';
import type { HostAndPort } from '../config/relay-file.ts';
import type { Clock } from '../core/clock.ts';
import { waitUnlessAborted } from '../core/wait-unless-aborted.ts';
import type { Duty } from '../store/leadership.ts';

const EVERY_MS = 30_000;

/** So many looks in a row must agree before the line counts as down. */
const LOOKS = 2;

/** So many looks a new leader takes over that another one called the line down: it may itself never have been online. */
const TAKEN_OVER_LOOKS = 120;

/** Most of the addresses outside must be reachable. */
const NEEDED = 2;

interface Dependencies {
  readonly alerts: Pick<Alerts, 'setInternet' | 'holds'>;
  /** Addresses outside, of different operators. */
  readonly outside: readonly HostAndPort[];
  /** The carrier: while it can be reached, texts arrive whatever else is down. */
  readonly carrier: HostAndPort;
  /** Called after each look at a line that is up. */
  readonly onRound: () => Promise<void>;
  readonly canConnect: (host: string, port: number) => Promise<boolean>;
  readonly clock: Clock;
  readonly log: { error(details: object, message: string): void };
}

/**
 * Notices when the line to the internet is down: a duty of the replica that leads. A house from which these addresses were
 * never reachable, because a proxy or a firewall is in the way, is never called offline.
 */
export function watchInternet(dependencies: Dependencies): Duty {
  const { alerts, outside, carrier, onRound, canConnect, clock, log } = dependencies;

  async function isOnline(): Promise<boolean> {
    const reached = await Promise.all(outside.map(({ host, port }) => canConnect(host, port)));
    if (reached.filter(Boolean).length >= Math.min(NEEDED, outside.length)) return true;
    return canConnect(carrier.host, carrier.port);
  }

  /** Stores the state once it is known; before the first success nothing is. */
  async function record(isUp: boolean, failed: number): Promise<void> {
    if (isUp) {
      await alerts.setInternet(true, clock.now());
      await onRound();
    } else if (failed >= LOOKS) {
      await alerts.setInternet(false, clock.now() - (failed - 1) * EVERY_MS);
    }
  }

  /** Returns true where the last leader called the line down. */
  const wasCalledDown = (): Promise<boolean> =>
    alerts.holds().then(
      ({ internet }) => internet.downSince !== undefined,
      () => false,
    );

  return async (signal) => {
    let wasOnline = false;
    let failed = 0;
    const isTakenOver = await wasCalledDown();
    while (!signal.aborted) {
      const isUp = await isOnline();
      wasOnline ||= isUp;
      failed = isUp ? 0 : failed + 1;
      if (wasOnline || (isTakenOver && failed <= TAKEN_OVER_LOOKS)) {
        await record(isUp, failed).catch((err: unknown) => {
          if (!signal.aborted) log.error({ err }, 'the state of the line could not be stored');
        });
      }
      await waitUnlessAborted(clock, EVERY_MS, signal);
    }
  };
}
