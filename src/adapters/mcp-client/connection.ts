import type { Failure } from '../../core/failure.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { Secret } from '../../core/secret.ts';
import { readAnswer } from './answer.ts';
import { createBoundedFetch } from './bounded-fetch.ts';
import { startDeadline, until } from './deadline.ts';
import { keepSession } from './kept-session.ts';
import { openSession } from './session.ts';
import type { ToolCaller } from './tool-caller.ts';
import { isDead, isTimeUp, kindOf, type Trouble, tell } from './trouble.ts';

const MAX_CAUSE_LENGTH = 300;
const CLOSE_MS = 2000;

interface Log {
  warn(facts: object, message: string): void;
}

export interface McpConnectionOptions {
  /** The name the person knows this source under. */
  readonly service: string;
  /** Where the answers come from; the server's host unless told. */
  readonly source?: string;
  /** Without a path, `/mcp` is asked. */
  readonly url: URL;
  readonly token?: Secret | undefined;
  /** For a whole call: connecting, asking and asking again. */
  readonly timeoutMs?: number;
  readonly log?: Log;
}

/** An MCP server over Streamable HTTP: connects when first asked, and again when the session is lost. */
export function createMcpConnection(options: McpConnectionOptions): ToolCaller & AsyncDisposable {
  const { service, token, log, timeoutMs = 10_000 } = options;
  const url = toEndpoint(options.url);
  const web = createBoundedFetch();
  const kept = keepSession(() => openSession({ url, token, timeoutMs, web }));
  const redact = createRedaction(url, token);

  const request = (name: string, args: object, signal: AbortSignal) =>
    kept.use(
      async (opening) => (await until(signal, opening)).call(name, args, signal),
      (cause) => isDead(cause) || isTimeUp(cause),
    );

  async function ask(name: string, args: object): Promise<Result<unknown, Trouble>> {
    using deadline = startDeadline(timeoutMs);
    const { signal } = deadline;
    try {
      const answer = await request(name, args, signal).catch((cause: unknown) => {
        if (signal.aborted || !isDead(cause)) throw cause;
        return request(name, args, signal);
      });
      return readAnswer(answer);
    } catch (thrown) {
      return err({ kind: kindOf(thrown), cause: tell(thrown) });
    }
  }

  return {
    service,
    source: options.source ?? url.host,

    async callTool(name, args) {
      const answer = await ask(name, args);
      if (answer.ok) return ok(answer.value);
      const { kind } = answer.error;
      const cause = redact(answer.error.cause);
      log?.warn({ service, kind, tool: name, cause }, 'an MCP tool did not answer');
      return err(toFailure({ kind, cause }, service, timeoutMs));
    },

    async [Symbol.asyncDispose]() {
      using deadline = startDeadline(CLOSE_MS);
      await until(deadline.signal, kept.closeAll()).catch(() => undefined);
      await web.destroy();
    },
  };
}

function toEndpoint(url: URL): URL {
  return url.pathname === '/' ? new URL(`/mcp${url.search}`, url) : url;
}

const toFailure = ({ kind, cause }: Trouble, service: string, afterMs: number): Failure =>
  kind === 'timeout' ? { kind, service, afterMs, cause } : { kind, service, cause };

/** Servers and libraries repeat what they were sent: a cause must not carry our keys, nor pages of text. */
function createRedaction(url: URL, token: Secret | undefined): (text: string) => string {
  const secrets = [token?.reveal(), url.password, url.search].filter((secret) => !!secret);
  return (text) =>
    secrets
      .reduce<string>((clean, secret) => clean.replaceAll(String(secret), '[secret]'), text)
      .replaceAll(/\s+/g, ' ')
      .slice(0, MAX_CAUSE_LENGTH);
}
