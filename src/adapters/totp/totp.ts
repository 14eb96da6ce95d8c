import { Secret as Key, TOTP } from 'otpauth';
import type { SecondFactor, UsedCodes } from '../../approvals/second-factor.ts';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';

const PERIOD_SEC = 30;
/** Periods accepted on either side: the clocks of phones are a little early or late. */
const WINDOW = 1;

/** Accepts codes of an authenticator app (RFC 6238). Each is valid once, even within its half minute. */
export function createTotp(secret: Secret, used: UsedCodes, clock: Clock): SecondFactor {
  const totp = new TOTP({ secret: Key.fromBase32(secret.reveal()), period: PERIOD_SEC });

  return {
    accepts(digits) {
      const timestamp = clock.now();
      const delta = totp.validate({ token: digits, timestamp, window: WINDOW });
      return delta !== null && used.use(Math.floor(timestamp / 1000 / PERIOD_SEC) + delta);
    },
  };
}
