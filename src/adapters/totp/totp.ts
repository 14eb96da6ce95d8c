import { Secret as Key, TOTP } from 'otpauth';
import type { SecondFactor } from '../../actions/second-factor.ts';
import type { Clock } from '../../core/clock.ts';
import type { Secret } from '../../core/secret.ts';

const PERIOD_SEC = 30;
/** Phones are a little early or late. */
const WINDOW = 1;

/** Codes of an authenticator app (RFC 6238). Each is good once, also within its half minute. */
export function createTotp(secret: Secret, clock: Clock): SecondFactor {
  const totp = new TOTP({ secret: Key.fromBase32(secret.reveal()), period: PERIOD_SEC });
  let lastStep = Number.NEGATIVE_INFINITY;

  return {
    accepts(digits) {
      const timestamp = clock.now();
      const delta = totp.validate({ token: digits, timestamp, window: WINDOW });
      if (delta === null) return false;
      const step = Math.floor(timestamp / 1000 / PERIOD_SEC) + delta;
      if (step <= lastStep) return false;
      lastStep = step;
      return true;
    },
  };
}
