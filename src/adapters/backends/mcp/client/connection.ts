import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import { err, ok, type Result } from '../../../../core/result.ts';
import { createBoundedFetch } from '../../../http-client/bounded-fetch.ts';
import { startDeadline, until } from '../../../http-client/deadline.ts';
import type { ProxyFor } from '../../../http-client/proxy-tunnel.ts';
import { createConnector } from '../../../http-client/tls-trust.ts';
import { type ToolAnswer, textsOf } from '../answers/tool-answer.ts';
import { createBreaker } from './breaker.ts';
import { type CallError, explain, isDead, isTimeUp, isTooBig, kindOf, tell } from './call-error.ts';
import { type Endpoint, secretsOf } from './endpoint.ts';
import { createOpener } from './open-session.ts';
import { createSemaphore } from './semaphore.ts';
import type { McpSession } from './session.ts';
import { createSessionPool } from './session-pool.ts';
import { createStderrTail } from './stderr-tail.ts';
import { createTokenSource } from './token-exchange.ts';
import type { ToolServer } from './tool-server.ts';

const MAX_CAUSE_LENGTH = 300;
/** Longer than a program has that does not want to end. */
const CLOSE_MS = 4000;

/** Servers at home are small; more questions than this at once only make all of them slower. */
const CALLS_AT_ONCE = 4;

interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
}

export interface McpConnectionOptions {
  /** The name the person knows this source under. */
  readonly service: string;
  /** Where the answers come from; the server's host or command unless told. */
  readonly source?: string;
  readonly reach: Endpoint;
  /** Straight to the server unless told. */
  readonly proxyFor?: ProxyFor | undefined;
  readonly clock: Clock;
  /** For a whole call: waiting in line, connecting, asking and asking again. */
  readonly timeoutMs?: number;
  readonly callsAtOnce?: number | undefined;
  readonly log?: Log;
}

export interface McpConnection extends ToolServer, AsyncDisposable {
  /** It is known to be away, so that whoever asks is answered at once, without it. */
  readonly isSpared: () => boolean;
}

/** An MCP server: connects when first asked, and again when the session is lost. */
export function createMcpConnection(options: McpConnectionOptions): McpConnection {
  const { service, reach, clock, log, timeoutMs = 10_000, callsAtOnce = CALLS_AT_ONCE } = options;
  const web = createBoundedFetch(createConnector({}, options.proxyFor));
  const tokens =
    reach.kind === 'http' && reach.exchange ? createTokenSource(reach.exchange, web) : undefined;
  const tail = createStderrTail();
  const kept = createSessionPool(
    createOpener({ reach, web, tokens, timeoutMs, mutters: tail.add }),
  );
  const turnstile = createSemaphore(callsAtOnce);
  const redact = createRedaction(secretsOf(reach));
  const breaker = createBreaker({ clock, probe, opened, isCheap: reach.kind === 'http' });

  type Work<T> = (session: McpSession, signal: AbortSignal) => Promise<T>;

  const once = <T>(work: Work<T>, signal: AbortSignal): Promise<T> =>
    kept.use(
      async (opening) => work(await until(signal, opening), signal),
      (cause) => isDead(cause) || isTimeUp(cause) || (reach.kind === 'stdio' && isTooBig(cause)),
    );

  async function attempt<T>(work: Work<T>, mayRepeat: boolean): Promise<Result<T, CallError>> {
    using deadline = startDeadline(timeoutMs);
    const { signal } = deadline;
    const askTwiceAtMost = () =>
      once(work, signal).catch((cause: unknown) => {
        if (signal.aborted || !mayRepeat || !isWorthRepeating(cause)) throw cause;
        return once(work, signal);
      });
    try {
      return ok(await turnstile.pass(signal, askTwiceAtMost));
    } catch (thrown) {
      return err({ kind: kindOf(thrown), cause: tell(thrown), explanation: explain(thrown) });
    }
  }

  /** A token that was taken back is fetched anew, once, like a session that was lost. */
  const isWorthRepeating = (cause: unknown): boolean =>
    isDead(cause) || (tokens !== undefined && kindOf(cause) === 'denied');

  async function ask<T>(work: Work<T>, mayRepeat = true): Promise<Result<T, CallError>> {
    const away = breaker.verdict();
    if (away) return err(away);
    const startedAt = performance.now();
    const answer = await attempt(work, mayRepeat);
    breaker.note(answer.ok ? undefined : answer.error, performance.now() - startedAt);
    return answer;
  }

  function opened({ kind }: CallError): void {
    log?.warn({ service, kind }, 'an MCP server is left alone until it answers again');
  }

  async function probe(): Promise<boolean> {
    const isBack = (await attempt((session, signal) => session.tools(signal), true)).ok;
    if (isBack) log?.info({ service }, 'an MCP server is back');
    return isBack;
  }

  function fail(trouble: CallError, about: object): Result<never, Failure> {
    const { kind, explanation } = trouble;
    const cause = redact(trouble.cause);
    const said = redact(tail.text().slice(-MAX_CAUSE_LENGTH));
    log?.warn({ service, kind, ...about, cause, ...(said && { said }) }, 'no answer over MCP');
    if (kind === 'timeout') return err({ kind, service, afterMs: timeoutMs, cause });
    return err({ kind, service, cause, ...(kind === 'invalid-response' && { explanation }) });
  }

  return {
    service,
    source: options.source ?? sourceOf(reach),
    isSpared: () => breaker.verdict() !== undefined,

    async tools() {
      const list = await ask((session, signal) => session.tools(signal));
      return list.ok ? list : fail(list.error, { asked: 'tools' });
    },

    async callTool(name, args, { asText = false, isAction = false } = {}) {
      const answer = await ask((session, signal) => session.call(name, args, signal), !isAction);
      if (!answer.ok) return fail(answer.error, { tool: name });
      const data = asText ? wordsOf(answer.value) : await dataOf(answer.value);
      return data.ok ? data : fail(data.error, { tool: name });
    },

    async [Symbol.asyncDispose]() {
      breaker.stop();
      using deadline = startDeadline(CLOSE_MS);
      await until(deadline.signal, kept.closeAll()).catch(() => undefined);
      await web.destroy();
    },
  };
}

/** What makes sense of answers is only loaded when there is one. */
async function dataOf(answer: ToolAnswer): Promise<Result<unknown, CallError>> {
  const { readAnswer } = await import('../answers/read-answer.ts');
  return readAnswer(answer);
}

function wordsOf(answer: ToolAnswer): Result<string, CallError> {
  const words = textsOf(answer).join('\n');
  return answer.isError ? err({ kind: 'refused', cause: words }) : ok(words);
}

const sourceOf = (reach: Endpoint): string =>
  reach.kind === 'http' ? reach.url.host : (reach.command.split('/').at(-1) ?? reach.command);

/** Servers and libraries repeat what they were sent: a cause must not carry our keys, nor pages of text. */
const createRedaction =
  (secrets: readonly string[]) =>
  (text: string): string =>
    secrets
      .reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text)
      .slice(0, 10 * MAX_CAUSE_LENGTH)
      .replaceAll(/\s+/g, ' ')
      .slice(0, MAX_CAUSE_LENGTH);
