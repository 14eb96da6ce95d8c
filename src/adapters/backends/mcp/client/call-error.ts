import type { Failure } from '../../../../core/failure.ts';
import { AnswerTooBig } from '../../../http-client/bounded-fetch.ts';
import { codesOf, errorCodeOf } from '../../../http-client/causes.ts';
import { DeadlinePassed } from '../../../http-client/deadline.ts';
import { describeProxy, isRefusedByProxy } from '../../../http-client/proxy-tunnel.ts';
import { NoStream } from './no-stream.ts';
import { OtherProtocol } from './other-protocol.ts';

/** The kinds of failure in which a call can end. */
type CallErrorKind = Extract<Failure, { readonly cause?: unknown }>['kind'];

export interface CallError {
  readonly kind: CallErrorKind;
  /** Short, in one line, and free of secrets. */
  readonly cause: string;
  /** A text of our own for people, where we know more than the kind says. */
  readonly explanation?: string | undefined;
  readonly isRateLimited?: boolean | undefined;
}

const CONNECTION_CLOSED = -32_000;
const REQUEST_TIMED_OUT = -32_001;
const UNEXPECTED_CONTENT = -1;

/** Codes of a lost server, a restarted one and an expired session. Some servers send 400 instead of 404. */
const SESSION_LOST: ReadonlySet<unknown> = new Set([
  404,
  400,
  CONNECTION_CLOSED,
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
]);

const KIND_BY_CODE: ReadonlyMap<unknown, CallErrorKind> = new Map<unknown, CallErrorKind>([
  [401, 'denied'],
  [403, 'denied'],
  [UNEXPECTED_CONTENT, 'invalid-response'],
]);

const UNREADABLE: ReadonlySet<string> = new Set([
  'SyntaxError',
  'ZodError',
  '$ZodError',
  AnswerTooBig.name,
  OtherProtocol.name,
  NoStream.name,
]);

/** Returns whether the session is gone, so that a new one may succeed. */
export const isSessionLost = (thrown: unknown): boolean =>
  codesOf(thrown).some((code) => SESSION_LOST.has(code)) ||
  (thrown instanceof Error && thrown.message === 'Not connected');

export const isTimeout = (thrown: unknown): boolean => thrown instanceof DeadlinePassed;

/** Returns whether the server refused because it was called too often. */
export const isRateLimited = (thrown: unknown): boolean => codesOf(thrown).includes(429);

/** Returns whether an answer exceeded the size limit. */
export const isTooBig = (thrown: unknown): boolean => thrown instanceof AnswerTooBig;

/** Returns a text of our own for what is wrong with an answer, where there is one. */
export function explanationOf(thrown: unknown): string | undefined {
  if (isTooBig(thrown)) return 'answer too large';
  return thrown instanceof OtherProtocol ? thrown.message : undefined;
}

/** Classifies what the SDK threw. */
export function errorKind(thrown: unknown): CallErrorKind {
  if (isTimeout(thrown)) return 'timeout';
  const name = thrown instanceof Error ? thrown.name : '';
  const code = errorCodeOf(thrown);
  if (name === 'McpError') return protocolErrorKind(code);
  if (UNREADABLE.has(name)) return 'invalid-response';
  if (name === 'TokenRefused') return 'denied';
  if (codesOf(thrown).some(isRefusedByProxy)) return 'proxy-denied';
  return KIND_BY_CODE.get(code) ?? 'unreachable';
}

/** A protocol error is an answer of the server, unless the SDK itself made it up for lack of one. */
function protocolErrorKind(code: unknown): CallErrorKind {
  if (code === CONNECTION_CLOSED) return 'unreachable';
  return code === REQUEST_TIMED_OUT ? 'timeout' : 'refused';
}

/** Formats an error and its causes as one line for the log. */
export function describeThrown(thrown: unknown): string {
  const codes = codesOf(thrown);
  const suffix = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  return `${String(thrown)}${describeProxy(thrown)}${suffix}`;
}
