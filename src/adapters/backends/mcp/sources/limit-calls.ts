import type { Clock } from '../../../../core/clock.ts';
import { err } from '../../../../core/result.ts';
import type { ToolServer } from '../client/tool-server.ts';

interface Limits {
  readonly calls: number;
  readonly ms: number;
}

/** The same server, which is called so often and for so long at most. */
export function limitCalls(server: ToolServer, clock: Clock, { calls, ms }: Limits) {
  const until = clock.steady() + ms;
  let left = calls;
  const isSpent = (): boolean => left <= 0 || clock.steady() > until;

  return {
    isSpent,
    server: {
      service: server.service,
      source: server.source,
      tools: () => server.tools(),
      callTool(...call: Parameters<ToolServer['callTool']>) {
        if (isSpent()) {
          const { service } = server;
          return Promise.resolve(err({ kind: 'timeout', service, afterMs: ms } as const));
        }
        left -= 1;
        return server.callTool(...call);
      },
    } satisfies ToolServer,
  };
}
