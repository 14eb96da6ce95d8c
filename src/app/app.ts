import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Vitals } from '../adapters/prometheus/process-metrics.ts';
import { createMemorySessions } from '../adapters/storage/memory/memory-sessions.ts';
import { createSqliteAudit } from '../adapters/storage/sqlite/audit-store.ts';
import { type Database, openDatabase } from '../adapters/storage/sqlite/database.ts';
import { createSqliteConfirmedCodes } from '../adapters/storage/sqlite/sqlite-confirmed-codes.ts';
import { createSqliteInventory } from '../adapters/storage/sqlite/sqlite-inventory.ts';
import { createSqliteWrongCodes } from '../adapters/storage/sqlite/sqlite-wrong-codes.ts';
import { createStorageHealth } from '../adapters/storage/sqlite/storage-health.ts';
import { createSqliteUsedCodes } from '../adapters/storage/sqlite/used-codes-store.ts';
import { createDesk } from '../approvals/approvals.ts';
import { imagined } from '../approvals/demo-operation.ts';
import { RECORD, recordScreen } from '../approvals/history-screen.ts';
import { createNoteDone } from '../approvals/note-done.ts';
import { type Absence, buildMenu, HOME } from '../areas/shared/build-menu.ts';
import { describeHealth } from '../areas/shared/health.ts';
import { keepNames } from '../areas/shared/keep-names.ts';
import { keepWarm } from '../areas/shared/refresh.ts';
import { ASSISTANT, assistantScreen } from '../assistant/screen.ts';
import type { Config } from '../config/config.ts';
import { createConversation } from '../conversation/conversation.ts';
import { createExpectOff } from '../conversation/expected-off.ts';
import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import type { Homelab } from '../demo/homelab-servers.ts';
import { createServer } from '../http/server.ts';
import { createSignatureCheck } from '../http/twilio-signature.ts';
import { composeAreas } from './areas.ts';
import { composeAssistant } from './assistant.ts';
import { describeSources } from './guessed-sources.ts';
import { composeTexting } from './messaging.ts';
import { composeMetrics } from './metrics.ts';

/** The few things that differ between production and a test of the whole assembly. */
export interface World {
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** What the process knows about itself, for the metrics. */
  readonly vitals?: Vitals;
}

export interface Service extends AsyncDisposable {
  readonly http: FastifyInstance;
}

/** How many people's places are remembered at once. */
const MOST_SESSIONS = 10_000;

/** What came of an action is worth knowing for so long. */
const GOOD_MS = 60 * 60_000;

export const TWILIO_API_URL = 'https://api.twilio.com';

/** Composition root: the only place that knows which parts exist and how they fit together. */
export async function compose(config: Config, world: World): Promise<Service> {
  const { clock, log, version, vitals } = world;
  await using cleanup = new AsyncDisposableStack();
  const metrics = composeMetrics({ config, version, vitals, clock, log, cleanup });
  const time = createLocalTime(clock, config.timeZone);

  const homelab = config.isDemo ? cleanup.use(await startHomelab(clock)) : undefined;
  const database = cleanup.use(openDatabase(config.databaseUrl));
  const inventory = createSqliteInventory(database, clock);
  const { absences, lending, behind, connected, ...found } = await composeAreas({
    config: config.areas,
    lent: config.assistant?.servers ?? [],
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
    most: MOST_SESSIONS,
  });
  const storage = createStorageHealth(database);
  const audit = createSqliteAudit(database);
  const actions = areas.flatMap(({ actions: all = [], isDemo }) =>
    isDemo ? all.map(imagined) : all,
  );
  const tell = (person: PhoneNumber, key: string, body: string) =>
    courier.post({ key, ...whereIs(person), body, goodUntil: clock.now() + GOOD_MS });
  const operators = operatorsOf(config);
  const desk = createDesk({
    actions,
    audit,
    operators,
    secondFactor: await secondFactorOf(config, database, clock),
    wrongCodes: createSqliteWrongCodes(database, clock),
    confirmedCodes: createSqliteConfirmedCodes(database),
    tell,
    commit: database.together,
    clock,
    time,
    log,
  });
  const { propose } = desk;
  const noteDone = createNoteDone({ audit, commit: database.together, clock });
  const { texts, questions: tally } = metrics;
  const questions = await composeAssistant({
    ...{ config, areas, actions, lending, propose, tell, tally, database, clock, time, log },
  });
  const menu = buildMenu({
    areas,
    absences: questions ? absences : [...absences, noAssistant(config)],
    clock,
    time,
    annexes: [
      { nameplate: RECORD, screen: recordScreen(audit, time, HOME), isHidden: true },
      ...(questions ? [{ nameplate: ASSISTANT, screen: assistantScreen(HOME) }] : []),
    ],
  });
  const conversation = createConversation({
    ...{ menu, areas, sessions, clock, time, desk, questions },
    mayAct: (person) => operators.has(person),
    expectOff: createExpectOff({ areas, inventory, operators, noteDone, clock, time }),
  });

  const { isDemo, twilio } = config;
  const { apiUrl = isDemo ? undefined : TWILIO_API_URL } = twilio;
  const home = Promise.withResolvers<string>();
  const texting = composeTexting({
    config,
    database,
    converse: conversation.handle,
    apiUrl: () => apiUrl ?? home.promise, // the demo is its own carrier, once it listens
    clock,
    time,
    log,
    cleanup,
    watch: texts,
  });
  const { reception, courier, whereIs, describe } = texting;
  metrics.tellOf({ ...texting, areas, behind, database, time });

  const isSigned = createSignatureCheck(twilio.authTokens, config.http.publicUrl);
  const account = { sid: twilio.accountSid, phoneNumber: twilio.phoneNumber };
  const startedAt = clock.steady();
  const http = await createServer({
    log,
    clock,
    twilio: {
      ...{ isSigned, account },
      isAllowed: (from) => config.people.has(from),
      answer: reception.receive,
      responded: reception.responded,
      watch: texts,
    },
    delivery: { isSigned, account, hear: courier.hear, tally: texts.reported },
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
  http.addHook('onListen', async () => home.resolve(addressOf(http)));
  cleanup.defer(() => http.close());
  cleanup.defer(() => reception.hurry());
  if (isDemo && !twilio.apiUrl) await openCarrier(http, config, homelab, clock);

  desk.recover();
  for (const area of areas) {
    void area.refresh();
    // So that names are known before anybody asks; those of an earlier process are.
    if (area.known?.().length === 0) void area.things();
  }
  const stopping = new AbortController();
  cleanup.defer(() => stopping.abort());
  void keepWarm(areas, clock, stopping.signal);

  const owned = cleanup.move();
  return { http, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

const noAssistant = ({ isDemo }: Config): Absence => ({
  nameplate: ASSISTANT,
  hint: 'set ANTHROPIC_API_KEY',
  isListed: isDemo,
});

const operatorsOf = ({ people }: Config): ReadonlySet<PhoneNumber> =>
  new Set([...people].flatMap(([person, role]) => (role === 'operator' ? [person] : [])));

async function secondFactorOf({ totpSecret }: Config, database: Database, clock: Clock) {
  if (!totpSecret) return undefined;
  const { createTotp } = await import('../adapters/totp/totp.ts');
  return createTotp(totpSecret, createSqliteUsedCodes(database), clock);
}

async function startHomelab(clock: Clock) {
  const homelab = await import('../demo/homelab-servers.ts');
  return homelab.startHomelab({ clock });
}

/** The demo's own carrier: its phones text through the same signed webhook as everybody else. */
async function openCarrier(
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
    phones: phonesOf(config.people),
    extraSwitches: homelab ? [homelabSwitch(homelab)] : [],
    clock,
  });
  await http.register(emulator.plugin);
}

function addressOf(http: FastifyInstance): string {
  const [address] = http.addresses();
  if (!address || typeof address === 'string') throw new Error('the relay does not listen yet');
  return `http://127.0.0.1:${address.port}`;
}
