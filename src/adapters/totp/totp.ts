import { Secret as Key, TOTP } from 'otpauth';
import type { SecondFactor } from '../../approvals/second-factor.ts';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';

const PERIOD_SEC = 30;
/** Periods accepted on either side: the clocks of phones are a little early or late. */
const WINDOW = 1;

/** Checks codes of an authenticator app (RFC 6238). */
export function createTotp(secret: Secret, clock: Pick<Clock, 'now'>): SecondFactor {
  const totp = new TOTP({ secret: Key.fromBase32(secret.reveal()), period: PERIOD_SEC });

  return {
    stepOf(digits) {
      const timestamp = clock.now();
      const delta = totp.validate({ token: digits, timestamp, window: WINDOW });
      return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SEC) + delta;
    },
  };
}
