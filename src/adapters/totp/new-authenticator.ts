import { Secret as Key, TOTP } from 'otpauth';
import type { Authenticator } from '../../cli/setup/authenticator.ts';

const ISSUER = 'sms-relay';
const BYTES = 20;

/** Creates a new secret for an authenticator app, which lists it under this label. */
export function newAuthenticator(label: string): Authenticator {
  const key = new Key({ size: BYTES });
  const totp = new TOTP({ secret: key });
  const name = `${ISSUER}:${encodeURIComponent(label)}`;
  return {
    secret: key.base32,
    // The defaults of every app are omitted: the QR code then fits on a small screen.
    uri: `otpauth://totp/${name}?secret=${key.base32}&issuer=${ISSUER}`,
    accepts: (digits) => totp.validate({ token: digits, window: 1 }) !== null,
  };
}
