import type { Logger } from 'pino';
import { createMcpToolProvider } from '../adapters/backends/mcp/tools/tool-provider.ts';
import type { CountQuestion } from '../adapters/prometheus/claude.ts';
import type { Stores } from '../adapters/storage/stores.ts';
import type { Area } from '../areas/shared/area.ts';
import { createAssistant } from '../assistant/assistant.ts';
import { createBudget } from '../assistant/budget.ts';
import { createAiCommand } from '../assistant/commands.ts';
import { externalTools } from '../assistant/external-tools.ts';
import { DIALOGUE_TTL_MS } from '../assistant/history.ts';
import { createRedactor } from '../assistant/redact.ts';
import type { AssistantConfig, Config } from '../config/config.ts';
import { clusterSecrets, secretsIn } from '../config/secrets-in.ts';
import {
  type AssistantRouting,
  createAssistantRouting,
} from '../conversation/assistant-routing.ts';
import { ASSISTANT } from '../conversation/assistant-screen.ts';
import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { runRetention } from '../inbox/retention.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { Invoke } from '../operation/invoke.ts';
import { callerOf } from '../people/caller.ts';
import type { People } from '../people/people.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import type { Leadership } from '../store/leadership.ts';
import type { ExternalServer } from './areas.ts';
import type { Outgoing } from './outgoing.ts';

interface Dependencies {
  readonly config: Config;
  readonly people: People;
  readonly areas: readonly Area[];
  /** Servers whose reading tools Claude may use. */
  readonly externalServers: readonly ExternalServer[];
  readonly catalogue: Catalogue;
  readonly invoke: Invoke;
  readonly transact: Outgoing['transact'];
  readonly countQuestion: CountQuestion | undefined;
  readonly stores: Stores;
  readonly leadership: Leadership;
  readonly cleanup: AsyncDisposableStack;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly timeOf: TimeOfPerson;
  readonly log: Logger;
}

/** Creates the assistant with all tools it may use; returns undefined without a key. */
export async function createAssistantRoutes(
  dependencies: Dependencies,
): Promise<AssistantRouting | undefined> {
  const { config, people, areas, catalogue, invoke, externalServers, countQuestion } = dependencies;
  const { stores, leadership, transact, cleanup, clock, time, timeOf, log } = dependencies;
  const { assistant } = config;
  if (!assistant) return undefined;

  const budget = createBudget({
    ledger: stores.ledger,
    transact,
    limits: assistant,
    time,
    owners: people.operators,
    log,
  });
  const lent = externalTools(
    externalServers.map(({ server, rules }) =>
      createMcpToolProvider(server.service, server, rules),
    ),
  );
  const { history } = stores;
  const retention = {
    forgetBefore: () => history.forgetIdle(),
    keepMs: DIALOGUE_TTL_MS,
    clock,
    log,
  };
  cleanup.use(leadership.lead((signal) => runRetention(retention, signal)));
  return createAssistantRouting({
    assistant: createAssistant({
      model: await openModel(config, assistant, log),
      budget,
      history,
      catalogue,
      invoke,
      externalTools: lent,
      callerOf: (person) => callerOf(people, person, 'claude'),
      redact: createRedactor([...secretsIn(config), ...clusterSecrets(config)]),
      isDemo: areas.some(({ isDemo }) => isDemo),
      countQuestion,
      clock,
      timeOf,
      log,
    }),
    screen: ASSISTANT.name,
    command: createAiCommand({ budget }),
    takesSentences: assistant.takesSentences,
  });
}

async function openModel(
  { proxies }: Config,
  { key, model, baseUrl }: AssistantConfig,
  log: Logger,
) {
  const [{ createClaude }, { isPriced }] = await Promise.all([
    import('../adapters/anthropic/claude.ts'),
    import('../adapters/anthropic/prices.ts'),
  ]);
  if (!isPriced(model))
    log.warn({ model }, 'no price known for this model: counting the highest price');
  return createClaude({ key, model, baseUrl, proxyFor: proxies.proxyFor, log });
}
