/** A new secret for an authenticator app. */
export interface Authenticator {
  readonly secret: string;
  /** The URI that the app reads from a QR code. */
  readonly uri: string;
  /** Returns true when these are the six digits that the app shows now. */
  readonly accepts: (digits: string) => boolean;
}
