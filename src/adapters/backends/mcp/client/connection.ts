import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import { err, ok, type Result } from '../../../../core/result.ts';
import { createBoundedFetch } from '../../../http-client/bounded-fetch.ts';
import { startDeadline, until } from '../../../http-client/deadline.ts';
import type { ProxyFor } from '../../../http-client/proxy-tunnel.ts';
import { createConnector } from '../../../http-client/tls-trust.ts';
import { type ToolAnswer, textsOf } from '../answers/tool-answer.ts';
import { createBreaker } from './breaker.ts';
import {
  type CallError,
  describeThrown,
  errorKind,
  explanationOf,
  isRateLimited,
  isSessionLost,
  isTimeout,
  isTooBig,
} from './call-error.ts';
import { type Endpoint, secretsOf } from './endpoint.ts';
import { createOpener } from './open-session.ts';
import { createSemaphore } from './semaphore.ts';
import type { McpSession } from './session.ts';
import { createSessionPool } from './session-pool.ts';
import { createStderrTail } from './stderr-tail.ts';
import { createTokenSource } from './token-exchange.ts';
import type { ToolServer } from './tool-server.ts';

const MAX_CAUSE_LENGTH = 300;
/** Longer than the time in which a program that ignores signals is killed. */
const CLOSE_MS = 4000;

/** Servers at home are small: more calls than this at once only make all of them slower. */
const MAX_CONCURRENT_CALLS = 4;

interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface McpConnectionOptions {
  /** The name of this source in texts, such as `Proxmox`. */
  readonly service: string;
  /** The origin of the answers; the server's host or command when not given. */
  readonly source?: string;
  readonly endpoint: Endpoint;
  /** Requests go directly to the server when this is not given. */
  readonly proxyFor?: ProxyFor | undefined;
  readonly clock: Clock;
  /** The limit of a whole call: waiting in the queue, connecting, the request and its retry. */
  readonly timeoutMs?: number;
  readonly callsAtOnce?: number | undefined;
  readonly log?: Log;
}

export interface McpConnection extends ToolServer, AsyncDisposable {
  /** Returns whether calls fail at once, because the server is down. */
  readonly isCircuitOpen: () => boolean;
}

/** An MCP server: connects on the first call, and again when the session is lost. */
export function createMcpConnection(options: McpConnectionOptions): McpConnection {
  const {
    service,
    endpoint,
    clock,
    log,
    timeoutMs = 10_000,
    callsAtOnce = MAX_CONCURRENT_CALLS,
  } = options;
  const web = createBoundedFetch(createConnector({}, options.proxyFor));
  const tokens =
    endpoint.kind === 'http' && endpoint.exchange
      ? createTokenSource(endpoint.exchange, web)
      : undefined;
  const stderrTail = createStderrTail();
  const sessions = createSessionPool(
    createOpener({ endpoint, web, tokens, timeoutMs, onStderr: stderrTail.add }),
  );
  const semaphore = createSemaphore(callsAtOnce);
  const redact = createRedaction(secretsOf(endpoint));
  const breaker = createBreaker({ clock, probe, onOpen, isCheap: endpoint.kind === 'http' });

  type Work<T> = (session: McpSession, signal: AbortSignal) => Promise<T>;

  const runOnce = <T>(work: Work<T>, signal: AbortSignal): Promise<T> =>
    sessions.use(
      async (opening) => work(await until(signal, opening), signal),
      (cause) =>
        isSessionLost(cause) || isTimeout(cause) || (endpoint.kind === 'stdio' && isTooBig(cause)),
    );

  async function attempt<T>(work: Work<T>, mayRetry: boolean): Promise<Result<T, CallError>> {
    using deadline = startDeadline(timeoutMs);
    const { signal } = deadline;
    const runWithRetry = () =>
      runOnce(work, signal).catch((cause: unknown) => {
        if (signal.aborted || !mayRetry || !isRetryable(cause)) throw cause;
        return runOnce(work, signal);
      });
    try {
      return ok(await semaphore.run(signal, runWithRetry));
    } catch (thrown) {
      return err({
        kind: errorKind(thrown),
        cause: describeThrown(thrown),
        explanation: explanationOf(thrown),
        ...(isRateLimited(thrown) && { isRateLimited: true }),
      });
    }
  }

  /** A call is retried once after a lost session, and with a new token after a revoked one. */
  const isRetryable = (cause: unknown): boolean =>
    isSessionLost(cause) || (tokens !== undefined && errorKind(cause) === 'denied');

  async function call<T>(work: Work<T>, mayRetry = true): Promise<Result<T, CallError>> {
    const openError = breaker.errorIfOpen();
    if (openError) return err(openError);
    const startedAt = performance.now();
    const answer = await attempt(work, mayRetry);
    breaker.record(answer.ok ? undefined : answer.error, performance.now() - startedAt);
    return answer;
  }

  function onOpen({ kind }: CallError): void {
    log?.warn(
      { service, kind },
      'MCP server is down: calls to it fail at once until it answers again',
    );
  }

  async function probe(): Promise<boolean> {
    const isBack = (await attempt((session, signal) => session.tools(signal), true)).ok;
    if (isBack) log?.info({ service }, 'MCP server is back');
    return isBack;
  }

  function fail(error: CallError, about: object): Result<never, Failure> {
    const { kind, explanation, isRateLimited: isLimited } = error;
    const cause = redact(error.cause);
    const said = redact(stderrTail.text().slice(-MAX_CAUSE_LENGTH));
    log?.warn({ service, kind, ...about, cause, ...(said && { said }) }, 'no answer over MCP');
    if (kind === 'timeout') return err({ kind, service, afterMs: timeoutMs, cause });
    return err({
      ...{ kind, service, cause },
      ...(kind === 'invalid-response' && { explanation }),
      ...(isLimited && { isRateLimited: true }),
    });
  }

  return {
    service,
    source: options.source ?? sourceOf(endpoint),
    isCircuitOpen: () => breaker.errorIfOpen() !== undefined,

    async tools() {
      const list = await call((session, signal) => session.tools(signal));
      return list.ok ? list : fail(list.error, { asked: 'tools' });
    },

    async callTool(name, args, { asText = false, isAction = false } = {}) {
      const answer = await call((session, signal) => session.call(name, args, signal), !isAction);
      if (!answer.ok) return fail(answer.error, { tool: name });
      const data = asText ? wordsOf(answer.value) : await dataOf(answer.value);
      return data.ok ? data : fail(data.error, { tool: name });
    },

    async [Symbol.asyncDispose]() {
      breaker.stop();
      using deadline = startDeadline(CLOSE_MS);
      await until(deadline.signal, sessions.closeAll()).catch(() => undefined);
      await web.destroy();
    },
  };
}

/** Loads the code that reads answers only when there is one. */
async function dataOf(answer: ToolAnswer): Promise<Result<unknown, CallError>> {
  const { readAnswer } = await import('../answers/read-answer.ts');
  return readAnswer(answer);
}

function wordsOf(answer: ToolAnswer): Result<string, CallError> {
  const words = textsOf(answer).join('\n');
  return answer.isError ? err({ kind: 'refused', cause: words }) : ok(words);
}

const sourceOf = (endpoint: Endpoint): string =>
  endpoint.kind === 'http'
    ? endpoint.url.host
    : (endpoint.command.split('/').at(-1) ?? endpoint.command);

/** Removes secrets and shortens a text: servers and libraries repeat what they were sent, our keys included. */
const createRedaction =
  (secrets: readonly string[]) =>
  (text: string): string =>
    secrets
      .reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text)
      .slice(0, 10 * MAX_CAUSE_LENGTH)
      .replaceAll(/\s+/g, ' ')
      .slice(0, MAX_CAUSE_LENGTH);
