import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { noSource } from '../../core/no-source.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { AnswerTooBig, createBoundedFetch } from './bounded-fetch.ts';
import { codesOf } from './causes.ts';
import { DeadlinePassed, startDeadline } from './deadline.ts';
import { parseJson } from './parse-json.ts';
import { describeProxy, direct, isRefusedByProxy, type ProxyFor } from './proxy-tunnel.ts';
import { createConnector, fetchCertificate, isUntrusted, type TlsTrust } from './tls-trust.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const MAX_CAUSE_LENGTH = 300;
const DEFAULT_PAUSE_SEC = 30;
/** CrowdSec rejects a login without a user agent of the form name/version. */
const USER_AGENT = 'sms-relay/1';
const MISSING_STATUSES: ReadonlySet<number> = new Set([401, 403, 404]);

interface Log {
  warn(facts: object, message: string): void;
}

export interface ApiOptions {
  /** The name of this source in texts, such as `Proxmox`. */
  readonly service: string;
  readonly url: URL;
  readonly trust?: TlsTrust | undefined;
  /** Requests go directly to the server when this is not given. */
  readonly proxyFor?: ProxyFor | undefined;
  readonly clock: Clock;
  /** Returns headers for every request; called once per request, because keys change. */
  readonly headers: () => Promise<Result<Readonly<Record<string, string>>, Failure>>;
  readonly timeoutMs?: number;
  readonly log?: Log;
}

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The answer is plain text, such as a log. */
  readonly asText?: boolean;
  /** Names what is missing when the server lacks or denies it: 401, 403 and 404 become `no-source`. */
  readonly optional?: string;
}

export interface Api extends AsyncDisposable {
  readonly service: string;
  readonly source: string;
  /** Returns the JSON at a path below the base address. No request is sent twice. */
  ask(path: string, request?: ApiRequest): Promise<Result<unknown, Failure>>;
}

/** One vendor's HTTP API, with bounded answers and a timeout; pauses as long as a 429 demands. */
export function createApi(options: ApiOptions): Api {
  const { service, url, trust = {}, proxyFor = direct, clock, log, timeoutMs = 8000 } = options;
  const base = url.href.replace(/(?<!\/)\/+$/, '');
  const web = createBoundedFetch(createConnector(trust, proxyFor));
  let pausedUntil = 0;

  async function send(
    path: string,
    request: ApiRequest,
    headers: Readonly<Record<string, string>>,
  ) {
    const { method = 'GET', body, asText = false } = request;
    using deadline = startDeadline(timeoutMs);
    const init = {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...headers,
        ...request.headers,
      },
      redirect: 'error',
      signal: deadline.signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    } as const;
    const response = await web.fetch(`${base}${path}`, init, { maxBytes: MAX_BYTES });
    const text = await response.text();
    if (request.optional !== undefined && MISSING_STATUSES.has(response.status)) {
      return err(noSource(service, request.optional));
    }
    if (!response.ok) return toRefusal(response, text);
    return asText ? ok(text) : parse(text);
  }

  function toRefusal({ status, headers }: Response, text: string): Result<never, Failure> {
    const cause = `HTTP ${status} ${text}`.slice(0, MAX_CAUSE_LENGTH);
    const isRateLimited = status === 429;
    if (isRateLimited) {
      const pause = Number(headers.get('retry-after') ?? DEFAULT_PAUSE_SEC) || DEFAULT_PAUSE_SEC;
      pausedUntil = clock.steady() + pause * 1000;
    }
    const kind = status === 401 || status === 403 ? 'denied' : 'refused';
    return err({ kind, service, cause, ...(isRateLimited && { isRateLimited }) });
  }

  function parse(text: string): Result<unknown, Failure> {
    const data = parseJson(text);
    if (data.ok) return data;
    return err({
      kind: 'invalid-response',
      service,
      cause: `${data.error}: ${text.slice(0, 100)}`,
    });
  }

  async function toFailure(thrown: unknown): Promise<Failure> {
    const cause = describeError(thrown).slice(0, MAX_CAUSE_LENGTH);
    if (thrown instanceof DeadlinePassed) return { kind: 'timeout', service, afterMs: timeoutMs };
    const codes = codesOf(thrown);
    if (codes.some(isRefusedByProxy)) return { kind: 'proxy-denied', service, cause };
    if (!codes.some(isUntrusted)) {
      return thrown instanceof AnswerTooBig
        ? { kind: 'invalid-response', service, cause, explanation: 'answer too large' }
        : { kind: 'unreachable', service, cause };
    }
    const seen = await fetchCertificate(url, proxyFor);
    return {
      kind: 'untrusted',
      service,
      cause: `${cause}; its fingerprint is ${seen?.fingerprint ?? 'unknown'}`,
    };
  }

  return {
    service,
    source: url.host,

    async ask(path, request = {}) {
      if (clock.steady() < pausedUntil) {
        return err({
          kind: 'refused',
          service,
          isRateLimited: true,
          cause: 'rate limited: waiting as long as the server requested',
        });
      }
      const headers = await options.headers();
      if (!headers.ok) return headers;
      const answer = await send(path, request, headers.value).catch(async (thrown: unknown) =>
        err(await toFailure(thrown)),
      );
      if (!answer.ok) log?.warn({ ...answer.error, path }, 'no answer from an API');
      return answer;
    },

    [Symbol.asyncDispose]: () => web.destroy(),
  };
}

const describeError = (thrown: unknown): string =>
  `${String(thrown)}${describeProxy(thrown)} ${codesOf(thrown).join(', ')}`.trim();
