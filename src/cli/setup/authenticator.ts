/** A secret that was just made, and the app that shall know it. */
export interface Authenticator {
  readonly secret: string;
  /** What an app reads from a picture. */
  readonly uri: string;
  /** Whether these are the six digits that the app shows now. */
  readonly accepts: (digits: string) => boolean;
}
