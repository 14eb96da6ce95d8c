import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { ProcessMetrics } from '../adapters/prometheus/process-metrics.ts';
import { createMemorySessions } from '../adapters/storage/memory/memory-sessions.ts';
import { adoptRecords } from '../adapters/storage/sqlite/adopt-records.ts';
import { createAuditStore } from '../adapters/storage/sqlite/audit-store.ts';
import { type Database, openDatabase } from '../adapters/storage/sqlite/database.ts';
import { createSqliteConfirmedCodes } from '../adapters/storage/sqlite/sqlite-confirmed-codes.ts';
import { createSqliteInventory } from '../adapters/storage/sqlite/sqlite-inventory.ts';
import { createSqliteWrongCodes } from '../adapters/storage/sqlite/sqlite-wrong-codes.ts';
import { createStorageHealth } from '../adapters/storage/sqlite/storage-health.ts';
import { createSuspensionStore } from '../adapters/storage/sqlite/suspension-store.ts';
import { createUsedCodesStore } from '../adapters/storage/sqlite/used-codes-store.ts';
import { createApprovals } from '../approvals/approvals.ts';
import { asDemo } from '../approvals/demo-operation.ts';
import { HISTORY, historyScreen } from '../approvals/history-screen.ts';
import { lockOutAction } from '../approvals/lock-out.ts';
import { createRecordCompletion } from '../approvals/note-done.ts';
import { buildMenu, HOME, type UnconfiguredArea } from '../areas/shared/build-menu.ts';
import { describeHealth } from '../areas/shared/health.ts';
import { keepNames } from '../areas/shared/keep-names.ts';
import { refreshRecentlyUsed } from '../areas/shared/refresh.ts';
import { ASSISTANT, assistantScreen } from '../assistant/screen.ts';
import type { Config } from '../config/config.ts';
import { createConversation } from '../conversation/conversation.ts';
import { createExpectOff } from '../conversation/expected-off.ts';
import { createPeopleCommand } from '../conversation/people-command.ts';
import type { Address } from '../core/address.ts';
import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import type { Homelab } from '../demo/homelab-servers.ts';
import { createServer } from '../http/server.ts';
import { createSignatureCheck } from '../http/twilio-signature.ts';
import { activePeople } from '../people/active-people.ts';
import { callerOf } from '../people/caller.ts';
import type { Person, PersonId } from '../people/person.ts';
import { createTimeOfPerson } from '../people/time-of-person.ts';
import { createAreas } from './areas.ts';
import { createAssistantRoutes } from './assistant.ts';
import { describeSources } from './guessed-sources.ts';
import { createMessaging } from './messaging.ts';
import { createMetrics } from './metrics.ts';

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

/** The largest number of sessions kept at once. */
const MAX_SESSIONS = 10_000;

/** The result of an action is sent only within this time. */
const ANSWER_TTL_MS = 60 * 60_000;

export const TWILIO_API_URL = 'https://api.twilio.com';

/** Composition root: the only place that creates the parts and connects them. */
export async function createApp(config: Config, environment: AppEnvironment): Promise<App> {
  const { clock, log, version, vitals } = environment;
  await using cleanup = new AsyncDisposableStack();
  const metrics = createMetrics({ config, version, vitals, clock, log, cleanup });
  const time = createLocalTime(clock, config.timeZone);
  const timeOf = createTimeOfPerson({ people: config.people, clock, time });

  const homelab = config.isDemo ? cleanup.use(await startHomelab(clock)) : undefined;
  const database = cleanup.use(openDatabase(config.databaseUrl));
  adoptRecords(database, config.people.all);
  const inventory = createSqliteInventory(database, clock);
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
  const sessions = createMemorySessions({
    clock,
    idleMs: config.sessionIdleMs,
    maxSessions: MAX_SESSIONS,
  });
  const storage = createStorageHealth(database);
  const audit = createAuditStore(database);
  const actions = areas.flatMap(({ actions: all = [], isDemo }) =>
    isDemo ? all.map(asDemo) : all,
  );
  const suspensions = createSuspensionStore(database);
  const people = activePeople(config.people, suspensions);
  const notify = (person: PersonId, key: string, body: string) => {
    const addresses = replyAddressesOf(person);
    const goodUntil = clock.now() + ANSWER_TTL_MS;
    if (addresses) dispatcher.enqueue({ key, ...addresses, body, goodUntil });
  };
  const endSession = (person: PersonId): void => {
    sessions.delete(person);
    approvals.drop(person);
    questions?.forget(person);
  };
  const lockOut = lockOutAction({
    ...{ people, suspensions, endSession, notify, commit: database.groupCommit, clock },
  });
  const approvals = createApprovals({
    actions: [...actions, lockOut],
    audit,
    people,
    secondFactor: await secondFactorOf(config, database, clock),
    wrongCodes: createSqliteWrongCodes(database, clock),
    confirmedCodes: createSqliteConfirmedCodes(database),
    notify,
    commit: database.groupCommit,
    clock,
    timeOf,
    log,
  });
  const { request } = approvals;
  const noteDone = createRecordCompletion({ audit, commit: database.groupCommit, clock });
  const { texts, questions: countQuestion } = metrics;
  const questions = await createAssistantRoutes({
    ...{
      config,
      people,
      areas,
      actions,
      externalServers,
      propose: request,
      notify,
      countQuestion,
      database,
      clock,
      time,
      timeOf,
      log,
    },
  });
  const menu = buildMenu({
    areas,
    absences: questions ? absences : [...absences, noAssistant(config)],
    clock,
    annexes: [
      { info: HISTORY, screen: historyScreen({ audit, people }, HOME), isHidden: true },
      ...(questions ? [{ info: ASSISTANT, screen: assistantScreen(HOME) }] : []),
    ],
  });
  const conversation = createConversation({
    ...{ menu, areas, sessions, clock, timeOf, approvals, questions },
    callerOf: (person) => callerOf(people, person, 'sms'),
    expectOff: createExpectOff({ areas, inventory, noteDone, clock }),
    peopleCommand: createPeopleCommand({ people, suspensions, request }),
  });

  const { isDemo, twilio } = config;
  const { apiUrl = isDemo ? undefined : TWILIO_API_URL } = twilio;
  const localAddress = Promise.withResolvers<string>();
  const messaging = createMessaging({
    config,
    people,
    database,
    converse: conversation.handle,
    apiUrl: () => apiUrl ?? localAddress.promise, // the demo is its own carrier, as soon as it listens
    clock,
    time,
    log,
    cleanup,
    watch: texts,
  });
  const { inboundHandler, dispatcher, replyAddressesOf, describe } = messaging;
  metrics.registerState({ ...messaging, areas, watchedServers, database, time });

  /** Somebody who is locked out is a stranger, and what they had begun ends. */
  const personAt = (address: Address): Person | undefined => {
    const person = people.at(address);
    const lockedOut = person ? undefined : config.people.at(address);
    if (lockedOut) endSession(lockedOut.id);
    return person;
  };
  const isSigned = createSignatureCheck(twilio.authTokens, config.http.publicUrl);
  const account = { sid: twilio.accountSid, phoneNumber: twilio.phoneNumber };
  const startedAt = clock.steady();
  const http = await createServer({
    log,
    clock,
    twilio: {
      ...{ isSigned, account },
      personAt,
      answer: inboundHandler.handle,
      onResponseSent: inboundHandler.onResponseSent,
      watch: texts,
    },
    delivery: { isSigned, account, onReport: dispatcher.onReport, countReport: texts.countReport },
    health: {
      health: () => ({
        version,
        uptimeSec: Math.floor((clock.steady() - startedAt) / 1000),
        demo: config.isDemo,
        ...describeHealth({ areas, absences, texts: describe(), storage: storage.problems() }),
        ...describeSources(connected),
      }),
      obstacle: storage.obstacle,
    },
    metrics: { token: config.metricsToken, expose: metrics.expose },
  });
  http.addHook('onListen', async () => localAddress.resolve(addressOf(http)));
  cleanup.defer(() => http.close());
  cleanup.defer(() => inboundHandler.drain());
  if (isDemo && !twilio.apiUrl) await startEmulator(http, config, homelab, clock);

  approvals.recover();
  for (const area of areas) {
    void area.refresh();
    // Names are loaded before the first search, unless an earlier process stored them.
    if (area.known?.().length === 0) void area.searchEntries();
  }
  const stopping = new AbortController();
  cleanup.defer(() => stopping.abort());
  void refreshRecentlyUsed(areas, clock, stopping.signal);

  const owned = cleanup.move();
  return { http, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const noAssistant = ({ isDemo }: Config): UnconfiguredArea => ({
  info: ASSISTANT,
  hint: 'set ANTHROPIC_API_KEY',
  isListed: isDemo,
});

async function secondFactorOf({ totpSecret }: Config, database: Database, clock: Clock) {
  if (!totpSecret) return undefined;
  const { createTotp } = await import('../adapters/totp/totp.ts');
  return createTotp(totpSecret, createUsedCodesStore(database), clock);
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
  const [{ createEmulator }, { phonesOf, homelabSwitch }] = await Promise.all([
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
    extraSwitches: homelab ? [homelabSwitch(homelab)] : [],
    clock,
  });
  await http.register(emulator.plugin);
}

function addressOf(http: FastifyInstance): string {
  const [address] = http.addresses();
  if (!address || typeof address === 'string') throw new Error('the relay is not listening yet');
  return `http://127.0.0.1:${address.port}`;
}
