import { TUNNEL_ERRORS } from './proxy-tunnel.ts';

const CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  ...TUNNEL_ERRORS,
]);

/** Returns whether an error proves that the request was never sent. */
export const isNeverSent = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  typeof cause.code === 'string' &&
  CODES.has(cause.code);
