import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import type { Result } from '../../core/result.ts';
import type { ToolList } from '../mcp-client/tool-list.ts';
import type { ToolServer } from '../mcp-client/tool-server.ts';
import type { AreaOfServer } from './area-of-server.ts';
import { detect } from './detect.ts';
import { createGenericTelling } from './generic-telling.ts';
import type { Overrides } from './overrides.ts';
import { createProfileTelling } from './profile-telling.ts';
import type { Telling } from './telling.ts';

export interface McpAreaOptions {
  readonly server: ToolServer;
  readonly clock: Clock;
  /** What kind of server it is, where its tools do not tell. */
  readonly profile?: string | undefined;
  readonly overrides?: Overrides;
}

type Answer<T> = Promise<Result<T, Failure>>;

interface Builders<Port> {
  /** For a server that obeys our contract. */
  readonly contract: () => Port;
  readonly telling: (telling: Telling) => Port;
}

/** Looks at a server's tools when first asked, and again when they change, and answers accordingly. */
export function createChoice<Port>(
  { server, clock, profile }: McpAreaOptions,
  area: AreaOfServer,
  builders: Builders<Port>,
) {
  let chosen: { readonly list: ToolList; readonly port: Port } | undefined;

  function build(list: ToolList): Port {
    const kind = detect(list, area, profile);
    if (kind === 'contract') return builders.contract();
    return builders.telling(
      kind === 'unknown'
        ? createGenericTelling(server, list, clock)
        : createProfileTelling(server, kind, clock),
    );
  }

  return async <T>(use: (port: Port) => Answer<T>): Answer<T> => {
    const list = await server.tools();
    if (!list.ok) return list;
    if (chosen?.list !== list.value) chosen = { list: list.value, port: build(list.value) };
    return use(chosen.port);
  };
}
