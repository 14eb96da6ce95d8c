import type { Logger } from 'pino';
import type { Said } from './actions/desk.ts';
import type { ToolServer } from './adapters/mcp-client/tool-server.ts';
import { createMcpLender } from './adapters/mcp-lending/lender.ts';
import type { Database } from './adapters/sqlite/database.ts';
import { createSqliteLedger } from './adapters/sqlite/sqlite-ledger.ts';
import { createAssistant } from './assistant/assistant.ts';
import { createAiCommand } from './assistant/commands.ts';
import { lentTools } from './assistant/lent-tools.ts';
import { createMask } from './assistant/mask.ts';
import { createPurse } from './assistant/purse.ts';
import { ASSISTANT } from './assistant/screen.ts';
import { houseTools } from './assistant/tools.ts';
import type { AssistantConfig, Config } from './config/config.ts';
import { createQuestions, type Questions } from './conversation/questions.ts';
import type { Clock } from './core/clock.ts';
import type { LocalTime } from './core/local-time.ts';
import type { PhoneNumber } from './core/phone-number.ts';
import { Secret } from './core/secret.ts';
import type { Area } from './menu/area.ts';
import type { Action } from './operation/action.ts';

interface Parts {
  readonly config: Config;
  readonly areas: readonly Area[];
  readonly actions: readonly Action[];
  /** Servers whose reading tools it may use, by the name people know them under. */
  readonly servers: readonly ToolServer[];
  readonly propose: (wish: {
    person: PhoneNumber;
    action: string;
    input: Readonly<Record<string, string>>;
    face: 'claude';
  }) => Promise<Said>;
  readonly tell: (to: PhoneNumber, key: string, text: string) => void;
  readonly database: Database;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: Logger;
}

/** Claude with everything it may look at, or nothing without a key. */
export async function composeAssistant(parts: Parts): Promise<Questions | undefined> {
  const { config, areas, actions, servers, propose, tell, database, clock, time, log } = parts;
  const { assistant, people } = config;
  if (!assistant) return undefined;

  const mayAct = (person: PhoneNumber) => people.get(person) === 'operator';
  const owners = [...people].filter(([, role]) => role === 'operator').map(([number]) => number);
  const purse = createPurse({
    ledger: createSqliteLedger(database),
    limits: assistant,
    time,
    tellOwners(key, text) {
      for (const owner of owners) tell(owner, `${key}:${owner}`, text);
    },
    log,
  });
  return createQuestions({
    assistant: createAssistant({
      model: await openModel(config, assistant, log),
      purse,
      tools: [
        ...houseTools(areas, clock, time),
        ...lentTools(servers.map((server) => createMcpLender(server.service, server))),
      ],
      actions,
      propose,
      mayAct,
      mask: createMask([...secretsIn(config), ...tokenOf(config)]),
      isDemo: areas.some(({ isDemo }) => isDemo),
      clock,
      time,
      log,
    }),
    screen: ASSISTANT.name,
    command: createAiCommand({ purse, mayAct }),
    takesSentences: assistant.takesSentences,
  });
}

async function openModel(
  { proxies }: Config,
  { key, model, baseUrl }: AssistantConfig,
  log: Logger,
) {
  const [{ createClaude }, { isPriced }] = await Promise.all([
    import('./adapters/anthropic/claude.ts'),
    import('./adapters/anthropic/prices.ts'),
  ]);
  if (!isPriced(model))
    log.warn({ model }, 'no price known for this model: the dearest is counted');
  return createClaude({ key, model, baseUrl, proxyFor: proxies.proxyFor, log });
}

/** The cluster's token as it is now; one that is made later looks like one. */
function tokenOf({ apis }: Config): readonly string[] {
  try {
    return secretsIn(apis.k8s?.token?.());
  } catch {
    return [];
  }
}

/** Names of variables and headers whose values are secrets; the others may be ordinary words. */
const SECRET_NAME = /pass|pwd|secret|token|key|auth|cred|cookie/i;

/** The parts of `USER@REALM!ID=UUID` and `Bearer X` that are secrets by themselves. */
const SHORTEST_PART = 12;

/** Every secret of the configuration, wherever it stands in it. */
function secretsIn(value: unknown): readonly string[] {
  if (value instanceof Secret) return withParts(value.reveal());
  if (value instanceof URL) return [value.password, ...value.searchParams.values()];
  if (value instanceof Map) {
    return [...value].flatMap(([name, it]) =>
      SECRET_NAME.test(String(name)) ? secretsIn(it) : [],
    );
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}

const withParts = (secret: string): readonly string[] => [
  secret,
  ...secret.split(/[=:!\s"{},]+/).filter((part) => part.length >= SHORTEST_PART),
];
