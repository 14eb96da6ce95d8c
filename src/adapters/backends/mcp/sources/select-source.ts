import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import type { Result } from '../../../../core/result.ts';
import { withoutTrace } from '../../../../core/trace.ts';
import type { ToolList } from '../client/tool-list.ts';
import type { ToolServer } from '../client/tool-server.ts';
import type { AreaOfServer } from './area-of-server.ts';
import type { OnToolChosen } from './chosen-tool.ts';
import { detect } from './detect.ts';
import { createGenericSource } from './generic-source.ts';
import type { Overrides } from './overrides.ts';
import { createProfileSource } from './profile-source.ts';
import type { Source } from './source.ts';

export interface McpAreaOptions {
  readonly server: ToolServer;
  readonly clock: Clock;
  /** The kind of server, where its tools do not show it. */
  readonly profile?: string | undefined;
  readonly overrides?: Overrides;
  /** Called with the tools chosen for an unknown server. */
  readonly onToolChosen?: OnToolChosen | undefined;
}

type Answer<T> = Promise<Result<T, Failure>>;

interface Builders<Port> {
  /** For a server that obeys our contract. */
  readonly contract: () => Port;
  readonly source: (source: Source) => Port;
}

/** Looks at a server's tools when first asked, and again when they change, and answers accordingly. */
export function createSourceSelection<Port>(
  { server, clock, profile, onToolChosen }: McpAreaOptions,
  area: AreaOfServer,
  builders: Builders<Port>,
) {
  let chosen: { readonly list: ToolList; readonly ports: Ports<Port> } | undefined;

  function build(list: ToolList): Ports<Port> {
    const kind = detect(list, area, profile);
    const guess = once(() => {
      const source = createGenericSource(server, list, { clock, onToolChosen });
      return { port: builders.source(source), probe: source.probe };
    });
    if (kind === 'unknown') {
      return { ...createPorts(guess().port, undefined), probe: guess().probe };
    }
    const known =
      kind === 'contract'
        ? builders.contract()
        : builders.source(createProfileSource(server, kind, clock));
    return createPorts(known, profile === undefined ? () => guess().port : undefined);
  }

  const probed = new WeakSet<object>();

  /** Behind the first answer, never in its way. */
  function probeOnce(ports: Ports<Port>): void {
    const { probe } = ports;
    if (!probe || probed.has(ports)) return;
    probed.add(ports);
    void withoutTrace(probe);
  }

  return async <T>(use: (port: Port) => Answer<T>, item?: string): Answer<T> => {
    const list = await server.tools();
    if (!list.ok) return list;
    const { ports } =
      chosen && hasSameTools(chosen.list, list.value) ? chosen : { ports: build(list.value) };
    chosen = { list: list.value, ports };
    const answer = await ports.ask(use, item);
    probeOnce(ports);
    return answer;
  };
}

/** The list is asked for again from time to time; what was found out holds as long as it stays the same. */
const hasSameTools = (a: ToolList, b: ToolList): boolean =>
  a === b || JSON.stringify(a.tools) === JSON.stringify(b.tools);

interface Ports<Port> {
  readonly probe?: Source['probe'];
  ask<T>(use: (port: Port) => Answer<T>, item: string | undefined): Answer<T>;
}

/**
 * The source for the detected kind of server answers until an answer about an item proves it wrong: then
 * that item comes from tools chosen by what they return, if there are any.
 */
function createPorts<Port>(known: Port, guess: (() => Port) | undefined): Ports<Port> {
  const proven = new Set<string>();
  const refuted = new Set<string>();
  /** Some answer was something else than it is to be. */
  let isMistaken = false;

  /** Is true when the generic source may answer: after a wrong detection, a missing tool proves nothing. */
  const isOpenTo = (failure: Failure): boolean =>
    failure.kind === 'invalid-response' || (failure.kind === 'no-source' && isMistaken);

  return {
    async ask(use, item) {
      if (item === undefined || !guess || proven.has(item)) return use(known);
      if (refuted.has(item)) return use(guess());
      const answer = await use(known);
      if (answer.ok) {
        proven.add(item);
        return answer;
      }
      isMistaken ||= answer.error.kind === 'invalid-response';
      if (!isOpenTo(answer.error)) return answer;
      const other = await use(guess());
      if (!other.ok) return answer;
      refuted.add(item);
      return other;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
