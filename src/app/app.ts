import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ProcessMetrics } from '../adapters/prometheus/process-metrics.ts';
import { openStorage } from '../adapters/storage/open-storage.ts';
import { createApprovals } from '../approvals/approvals.ts';
import { HISTORY, historyScreen } from '../approvals/history-screen.ts';
import { createRecordCompletion } from '../approvals/note-done.ts';
import { buildMenu, HOME, type UnconfiguredArea } from '../areas/shared/build-menu.ts';
import { keepNames } from '../areas/shared/keep-names.ts';
import { refreshRecentlyUsed } from '../areas/shared/refresh.ts';
import type { Config } from '../config/config.ts';
import { ALERTS, alertsScreens, GAPS, gapsScreen } from '../conversation/alerts-screen.ts';
import { ASSISTANT, assistantScreen } from '../conversation/assistant-screen.ts';
import { createConversation } from '../conversation/conversation.ts';
import { createExpectOff } from '../conversation/expected-off.ts';
import { createPeopleCommand } from '../conversation/people-command.ts';
import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import type { Homelab } from '../demo/homelab-servers.ts';
import { createCallLimit } from '../operation/call-limit.ts';
import { createInvoke } from '../operation/invoke.ts';
import { callerOf } from '../people/caller.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { PersonId } from '../people/person.ts';
import { createTimeOfPerson } from '../people/time-of-person.ts';
import { COST, costOperation, costScreen } from '../spending/cost-operation.ts';
import { leadRecovery } from '../store/lead-recovery.ts';
import { createAreas } from './areas.ts';
import { createAssistantRoutes } from './assistant.ts';
import { composeCatalogue } from './catalogue.ts';
import { withChangeNotes } from './change-notes.ts';
import { startHeartbeat } from './heartbeat.ts';
import { createIncoming } from './incoming.ts';
import { createMetrics } from './metrics.ts';
import { createMonitoring } from './monitoring.ts';
import { createOutgoing } from './outgoing.ts';
import { TWILIO_API_URL } from './twilio-api-url.ts';
import { createWeb } from './web.ts';

/** The dependencies that differ between production and a test of the whole app. */
export interface AppEnvironment {
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** Metrics of the process itself. */
  readonly vitals?: ProcessMetrics;
}

export interface App extends AsyncDisposable {
  readonly http: FastifyInstance;
}

/** Composition root: the only place that creates the parts and connects them. */
export async function createApp(config: Config, environment: AppEnvironment): Promise<App> {
  const { log, version, vitals } = environment;
  await using cleanup = new AsyncDisposableStack();
  const startedAt = environment.clock.now();
  const replica = { id: randomUUID(), name: hostname(), version, startedAt };
  const storage = cleanup.use(await openStorage({ ...config, replica, log }, environment.clock));
  const { stores, inventory, sessions, leadership, clock } = storage;
  const metrics = createMetrics({ config, version, vitals, clock, log, cleanup });
  const time = createLocalTime(clock, config.timeZone);
  const timeOf = createTimeOfPerson({ people: config.people, clock, time });

  const homelab = config.isDemo ? cleanup.use(await startHomelab(clock)) : undefined;
  const { absences, externalServers, watchedServers, connected, ...found } = await createAreas({
    config: config.areas,
    assistantServers: config.assistant?.servers ?? [],
    apis: config.apis,
    proxyFor: config.proxies.proxyFor,
    demoUrls: homelab?.urls,
    calls: metrics.calls,
    inventory,
    clock,
    time,
    log,
    cleanup,
  });
  const areas = found.areas.map((area) => keepNames(area, inventory));
  const { audit, suspensions } = stores;
  const { isDemo, people, twilio } = config;
  const { apiUrl = isDemo ? undefined : TWILIO_API_URL } = twilio;
  const localAddress = Promise.withResolvers<string>();
  const outgoing = cleanup.use(
    createOutgoing({
      ...{ config, people, stores, leadership, clock, time, log, watch: metrics.texts },
      apiUrl: () => apiUrl ?? localAddress.promise, // the demo is its own carrier, as soon as it listens
    }),
  );
  const { dispatcher, transact, budget } = outgoing;
  const endSession = async (person: PersonId): Promise<void> => {
    await sessions.delete(person);
    await questions?.forget(person);
  };
  const cost = costOperation({
    ...{ budget, number: twilio.phoneNumber, now: () => clock.now() },
    claude: config.assistant && {
      ...config.assistant,
      spentInMonth: (month) => stores.ledger.spentInMonth(month),
    },
  });
  const monitoring = createMonitoring({
    ...{ config, areas, inventory, people, stores, transact, leadership, cost },
    ...{ countReport: metrics.countReport, countSource: metrics.countSource },
    ...{ demoHosts: homelab?.hosts, clock, time, timeOf, log, cleanup },
  });
  const catalogue = composeCatalogue({
    ...{ areas, stores, people, transact, endSession, clock, monitoring },
    cost,
  });
  const approvals = createApprovals({
    findChange: catalogue.findChange,
    people,
    secondFactor: await secondFactorOf(config, clock),
    transact: withChangeNotes(transact, {
      findChange: catalogue.findChange,
      nameOf: (id) => nameOfPerson(people, id),
    }),
    ...{ stores, clock, timeOf, log },
  });
  const limit = createCallLimit(clock, config.answers.perMinute);
  const invoke = createInvoke({ catalogue, ask: approvals.request, limit });
  const noteDone = createRecordCompletion({ audit, clock });
  const { texts, questions: countQuestion } = metrics;
  const questions = await createAssistantRoutes({
    ...{
      config,
      people,
      areas,
      catalogue,
      invoke,
      externalServers,
      countQuestion,
      stores,
      leadership,
      transact,
      cleanup,
      clock,
      time,
      timeOf,
      log,
    },
  });
  const imaginary = { isDemo: areas.some((area) => area.isDemo) };
  const menu = buildMenu({
    areas,
    absences: questions ? absences : [...absences, noAssistant(config)],
    annexes: [
      { info: HISTORY, screens: { [HISTORY.name]: historyScreen(HOME) }, isHidden: true },
      { info: COST, screens: { [COST.name]: costScreen(HOME) }, isHidden: true },
      ...(questions
        ? [{ info: ASSISTANT, screens: { [ASSISTANT.name]: assistantScreen(HOME) } }]
        : []),
      { info: ALERTS, screens: alertsScreens(HOME, imaginary) },
      { info: GAPS, screens: { [GAPS.name]: gapsScreen(HOME, imaginary) }, isHidden: true },
    ],
  });
  const conversation = createConversation({
    ...{ menu, areas, sessions, clock, timeOf, approvals, catalogue, invoke, questions },
    callerOf: (person) => callerOf(people, person, 'sms'),
    expectOff: createExpectOff({ areas, inventory, noteDone, clock }),
    peopleCommand: createPeopleCommand({ people, suspensions, invoke }),
    answerAlert: monitoring.answer,
    onAlertsListed: monitoring.noteListed,
  });

  const inbound = await createIncoming({
    ...{ config, ...storage, dispatcher, budget, timeOf, log, cleanup },
    converse: conversation.handle,
    countMessage: texts.countMessage,
  });
  const { countOpen: countOpenAlerts } = monitoring;
  metrics.registerState({
    ...stores,
    budget,
    areas,
    watchedServers,
    leadership,
    time,
    countOpenAlerts,
  });

  const http = await createWeb({
    ...{ config, version, outgoing, endSession, areas, absences, connected, metrics },
    ...{
      alerts: monitoring.web,
      inbound,
      storage: storage.health,
      instance: storage.instance,
      leadership,
      clock,
      log,
    },
  });
  http.addHook('onListen', async () => localAddress.resolve(addressOf(http)));
  cleanup.defer(() => http.close());
  cleanup.defer(() => inbound.drain());
  if (isDemo && !twilio.apiUrl) await startEmulator(http, config, homelab, clock);

  cleanup.use(await leadRecovery({ leadership, recover: approvals.recover, clock, log }));
  for (const area of areas) {
    void area.refresh();
    // Names are loaded before the first search, unless an earlier process stored them.
    if (area.known?.().length === 0) void area.searchEntries();
  }
  cleanup.use(leadership.lead((signal) => refreshRecentlyUsed(areas, clock, signal)));
  cleanup.use(monitoring.start());
  cleanup.use(
    startHeartbeat({
      ...{ config, stores, transact, leadership, instance: storage.instance, clock, log },
      ...{ localAddress: localAddress.promise, count: metrics.countHeartbeat },
    }),
  );

  const owned = cleanup.move();
  return { http, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const noAssistant = ({ isDemo }: Config): UnconfiguredArea => ({
  info: ASSISTANT,
  hint: 'set ANTHROPIC_API_KEY',
  isListed: isDemo,
});

async function secondFactorOf({ totpSecret }: Config, clock: Clock) {
  if (!totpSecret) return undefined;
  const { createTotp } = await import('../adapters/totp/totp.ts');
  return createTotp(totpSecret, clock);
}

async function startHomelab(clock: Clock) {
  const homelab = await import('../demo/homelab-servers.ts');
  return homelab.startHomelab({ clock });
}

/** Starts the carrier of the demo; its phones text through the same signed webhook as real ones. */
async function startEmulator(
  http: FastifyInstance,
  config: Config,
  homelab: Homelab | undefined,
  clock: Clock,
): Promise<void> {
  const [{ createEmulator }, { phonesOf, homelabSwitches }] = await Promise.all([
    import('../emulators/twilio/emulator.ts'),
    import('../demo/phones.ts'),
  ]);
  const { accountSid, authTokens, phoneNumber } = config.twilio;
  const [authToken] = authTokens;
  if (!authToken) throw new Error('the demo needs a token');
  const { publicUrl } = config.http;

  const emulator = createEmulator({
    account: { sid: accountSid, authToken },
    number: phoneNumber,
    smsUrl: `${publicUrl}/sms`,
    reach: (url) =>
      url.startsWith(publicUrl) ? addressOf(http) + url.slice(publicUrl.length) : url,
    phones: phonesOf(config.people.all),
    extraSwitches: homelab ? homelabSwitches(homelab) : [],
    clock,
  });
  await http.register(emulator.plugin);
}

function addressOf(http: FastifyInstance): string {
  const [address] = http.addresses();
  if (!address || typeof address === 'string') throw new Error('the relay is not listening yet');
  const { address: host, port } = address;
  if (['0.0.0.0', '::'].includes(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
