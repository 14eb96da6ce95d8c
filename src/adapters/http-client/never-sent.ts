import { errorCodeOf } from './causes.ts';
import { TUNNEL_ERRORS } from './proxy-tunnel.ts';

const CODES: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  ...TUNNEL_ERRORS,
]);

/** Returns whether an error proves that the request was never sent. */
export const isNeverSent = (cause: unknown): boolean => CODES.has(errorCodeOf(cause));
