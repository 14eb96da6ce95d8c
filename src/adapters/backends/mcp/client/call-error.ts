import type { Failure } from '../../../../core/failure.ts';
import { AnswerTooBig } from '../../../http-client/bounded-fetch.ts';
import { DeadlinePassed } from '../../../http-client/deadline.ts';
import { describeProxy, isRefusedByProxy } from '../../../http-client/proxy-tunnel.ts';
import { NoStream } from './no-stream.ts';
import { OtherProtocol } from './other-protocol.ts';

/** The kinds of failure that a conversation with a server can end in. */
type TroubleKind = Extract<Failure, { readonly cause?: unknown }>['kind'];

export interface CallError {
  readonly kind: TroubleKind;
  /** Short, in one line, and free of secrets. */
  readonly cause: string;
  /** Our own words for it, where we know more than its kind says. */
  readonly explanation?: string | undefined;
}

const CONNECTION_CLOSED = -32_000;
const REQUEST_TIMED_OUT = -32_001;
const UNEXPECTED_CONTENT = -1;

/** What a lost server, a restarted one and a forgotten session look like. Some servers say 400 for 404. */
const DEAD: ReadonlySet<unknown> = new Set([
  404,
  400,
  CONNECTION_CLOSED,
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_SOCKET',
]);

const KIND_BY_CODE: ReadonlyMap<unknown, TroubleKind> = new Map<unknown, TroubleKind>([
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

/** Whether the session is gone, so that a fresh one may do better. */
export const isDead = (thrown: unknown): boolean =>
  codesOf(thrown).some((code) => DEAD.has(code)) ||
  (thrown instanceof Error && thrown.message === 'Not connected');

export const isTimeUp = (thrown: unknown): boolean => thrown instanceof DeadlinePassed;

/** Whether a server said more than anybody wants to hear. */
export const isTooBig = (thrown: unknown): boolean => thrown instanceof AnswerTooBig;

/** What is wrong with an answer, in words of ours. */
export function explain(thrown: unknown): string | undefined {
  if (isTooBig(thrown)) return 'answer too large';
  return thrown instanceof OtherProtocol ? thrown.message : undefined;
}

/** Puts what the SDK threw into our own words. */
export function kindOf(thrown: unknown): TroubleKind {
  if (isTimeUp(thrown)) return 'timeout';
  const name = thrown instanceof Error ? thrown.name : '';
  const [code] = codesOf(thrown);
  if (name === 'McpError') return kindOfProtocolError(code);
  if (UNREADABLE.has(name)) return 'invalid-response';
  if (name === 'TokenRefused') return 'denied';
  if (codesOf(thrown).some(isRefusedByProxy)) return 'proxy-denied';
  return KIND_BY_CODE.get(code) ?? 'unreachable';
}

/** The server answered, with an error in place of data, unless the SDK made it up for lack of an answer. */
function kindOfProtocolError(code: unknown): TroubleKind {
  if (code === CONNECTION_CLOSED) return 'unreachable';
  return code === REQUEST_TIMED_OUT ? 'timeout' : 'refused';
}

/** The error and what caused it, as one line for the log. */
export function tell(thrown: unknown): string {
  const codes = codesOf(thrown).filter((code) => code !== undefined);
  const suffix = codes.length > 0 ? ` (${codes.join(', ')})` : '';
  return `${String(thrown)}${describeProxy(thrown)}${suffix}`;
}

/** The codes of an error and of what caused it. */
export function codesOf(thrown: unknown): readonly (string | number | undefined)[] {
  if (!(thrown instanceof Error)) return [];
  const own = 'code' in thrown ? thrown.code : undefined;
  const code = typeof own === 'string' || typeof own === 'number' ? own : undefined;
  return [code, ...(thrown.cause === thrown ? [] : codesOf(thrown.cause))];
}
