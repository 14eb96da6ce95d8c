import { TUNNEL_ERRORS } from './proxy-tunnel.ts';

const CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  ...TUNNEL_ERRORS,
]);

/** Whether an error says that nobody can have got the request. */
export const isNeverSent = (cause: unknown): boolean =>
  cause instanceof Error &&
  'code' in cause &&
  typeof cause.code === 'string' &&
  CODES.has(cause.code);
