import { z } from 'zod';
import type { AssistantError } from '../../assistant/assistant-error.ts';
import { causesOf, codesOf } from '../http-client/causes.ts';
import { isRefusedByProxy } from '../http-client/proxy-tunnel.ts';
import { BudgetExhausted } from './spend-guard.ts';

type Kind = Exclude<AssistantError['kind'], 'no-model' | 'budget-empty'>;

const BY_TYPE: Readonly<Record<string, Kind>> = {
  authentication_error: 'bad-key',
  permission_error: 'not-allowed',
  billing_error: 'no-credit',
  rate_limit_error: 'rate-limited',
  overloaded_error: 'overloaded',
  timeout_error: 'too-slow',
};

const BY_STATUS: Readonly<Record<number, Kind>> = {
  401: 'bad-key',
  402: 'no-credit',
  403: 'not-allowed',
  408: 'too-slow',
  413: 'too-long',
  429: 'rate-limited',
  504: 'too-slow',
  529: 'overloaded',
};

/** Error codes that the API reports under a broader type. */
const BY_CODE: Readonly<Record<string, Kind>> = {
  contract_spend_limit_reached: 'no-credit',
  enforced_spend_limit_reached: 'no-credit',
  linked_organization_spend_limit_reached: 'no-credit',
  linked_organization_billing_unavailable: 'no-credit',
  request_body_too_large_after_decoding: 'too-long',
};

/** Two older errors that have no type of their own. */
const BY_WORDS: readonly (readonly [RegExp, Kind])[] = [
  [/credit balance/i, 'no-credit'],
  [/prompt is too long|too many tokens|maximum context/i, 'too-long'],
];

/** An error reported by the API; anything else is a bug, or not an answer of the API. */
const Answer = z.object({
  status: z.number().optional(),
  type: z.string().nullable(),
  errorCode: z.string().nullable(),
  requestID: z.string().nullish(),
  message: z.string(),
});

interface Errors {
  readonly APIConnectionTimeoutError: abstract new (...args: never[]) => Error;
  readonly APIConnectionError: abstract new (...args: never[]) => Error;
}

/** Classifies an error of the SDK for the person who asked. */
export function toAssistantError(cause: unknown, model: string, errors: Errors): AssistantError {
  const unpaid = causesOf(cause).find((it) => it instanceof BudgetExhausted);
  if (unpaid) return unpaid.reason;
  if (cause instanceof errors.APIConnectionTimeoutError) return { kind: 'too-slow' };
  if (codesOf(cause).some(isRefusedByProxy)) return { kind: 'proxy-denied' };
  if (cause instanceof errors.APIConnectionError) return { kind: 'unreachable' };
  const answer = Answer.safeParse(cause).data;
  if (!answer) return { kind: 'invalid-response' };
  const { status, type, errorCode, message } = answer;
  const byWords = BY_WORDS.find(([pattern]) => pattern.test(message))?.[1];
  const kind = BY_CODE[errorCode ?? ''] ?? byWords ?? BY_TYPE[type ?? ''] ?? BY_STATUS[status ?? 0];
  if (kind) return { kind };
  return status === 404 ? { kind: 'no-model', model } : { kind: 'rejected' };
}

/** Returns what is safe to log of an error: its message may repeat the question, and even the key. */
export function errorFacts(cause: unknown): object {
  const { status, type, errorCode, requestID } = Answer.safeParse(cause).data ?? {};
  const names = [...causesOf(cause)].map(({ name }) => name).join(', ');
  return { names, status, type, errorCode, requestID };
}
