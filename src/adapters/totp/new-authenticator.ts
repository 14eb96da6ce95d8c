import { Secret as Key, TOTP } from 'otpauth';
import type { Authenticator } from '../../cli/setup/authenticator.ts';

const ISSUER = 'sms-relay';
const BYTES = 20;

/** A secret made up now, for an app that lists it under this label. */
export function newAuthenticator(label: string): Authenticator {
  const key = new Key({ size: BYTES });
  const totp = new TOTP({ secret: key });
  const name = `${ISSUER}:${encodeURIComponent(label)}`;
  return {
    secret: key.base32,
    // What every app takes for granted is left out: the picture fits on a small screen then.
    uri: `otpauth://totp/${name}?secret=${key.base32}&issuer=${ISSUER}`,
    accepts: (digits) => totp.validate({ token: digits, window: 1 }) !== null,
  };
}
