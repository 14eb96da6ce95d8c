import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { findModel } from '../adapters/anthropic/find-model.ts';
import { createAccountChecks } from '../adapters/carriers/twilio/account-checks.ts';
import { type ProbeResult, probe } from '../adapters/http-client/probe.ts';
import { FORMAT, fileIn } from '../adapters/storage/sqlite/database.ts';
import { inspectDatabase, inspectSpending } from '../adapters/storage/sqlite/inspect-database.ts';
import type { AssistantConfig, Config } from '../config/config.ts';
import { loadValidParts } from '../config/what-works.ts';
import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, fine } from '../doctor/check-result.ts';
import { evaluateClaude } from '../doctor/claude.ts';
import { evaluateClock } from '../doctor/clock.ts';
import { evaluateConfiguration } from '../doctor/configuration.ts';
import { evaluateDatabase } from '../doctor/database.ts';
import { examineDemo, examineHome } from '../doctor/relay-reachability.ts';
import { type Check, examineAll } from '../doctor/run-checks.ts';
import { evaluateTimeZone } from '../doctor/time-zone.ts';
import { examineTwilio } from '../doctor/twilio.ts';
import { createServer } from '../http/server.ts';
import { createSignatureCheck, signatureOf } from '../http/twilio-signature.ts';
import { backendExaminations } from './doctor-backends.ts';
import { sendText } from './doctor-test-text.ts';

export interface DoctorEnvironment {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly version: string;
  /** Where an address that the configuration names really is. */
  readonly reach?: (url: string) => string;
  /** For each examination. */
  readonly patienceMs?: number;
}

/** What was found, and whether the configuration itself stands in the way of a start. */
export interface DoctorReport {
  readonly findings: readonly CheckResult[];
  readonly isConfigured: boolean;
}

const TWILIO_API_URL = 'https://api.twilio.com';

/** Longer than the patience with any server, questions about it included. */
const TIMEOUT_MS = 25_000;

/** Nobody has this number, and nobody ever gets an answer to it. */
const STRANGER = '+15005550006';

/** Looks at everything at the same time, and then sends a text if that is wanted. */
export async function examine(
  world: DoctorEnvironment,
  manner: 'look' | 'send',
): Promise<DoctorReport> {
  const { problems, missing, config } = await loadValidParts(world.env);
  const found = [...evaluateConfiguration(problems)];
  const isConfigured = problems.length === 0;
  if (!config) return { findings: found, isConfigured };

  await using cleanup = new AsyncDisposableStack();
  const room: Room = { ...world, reach: world.reach ?? ((url) => url), config, missing, cleanup };
  const examinations = [...outside(room), ...(await backends(room)), ...inside(room)];
  found.push(...(await examineAll(examinations, world.patienceMs ?? TIMEOUT_MS)));
  if (manner === 'send' && !lacks(room, ...ACCOUNT, 'ALLOWED_PHONE_NUMBER')) {
    found.push(
      isOwnCarrier(room)
        ? fine('Text', 'none was sent: the demo has phones of its own')
        : await sendText(config, accountOf(room), world.clock),
    );
  }
  return { findings: found, isConfigured };
}

interface Room extends Required<Pick<DoctorEnvironment, 'reach' | 'clock' | 'env'>> {
  readonly config: Config;
  readonly missing: ReadonlySet<string>;
  readonly cleanup: AsyncDisposableStack;
}

const ACCOUNT = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER'];

const lacks = ({ missing }: Room, ...names: readonly string[]): boolean =>
  names.some((name) => missing.has(name));

const silent = pino({ level: 'silent' });

/** What cannot even be composed is found like anything else. */
const backends = ({ config, clock, cleanup }: Room): Promise<readonly Check[]> =>
  backendExaminations({ config, clock, log: silent, cleanup }).catch((cause: unknown) => [
    { subject: 'Backends', examine: () => Promise.reject(cause) },
  ]);

const peopleOf = ({ config }: Room): readonly PhoneNumber[] => [...config.people.keys()];

const isOwnCarrier = ({ config }: Room): boolean => config.isDemo && !config.twilio.apiUrl;

const apiUrlOf = ({ config }: Room): string => config.twilio.apiUrl ?? TWILIO_API_URL;

const accountOf = (room: Room) => {
  const { twilio, proxies } = room.config;
  const { accountSid: sid, authTokens: tokens } = twilio;
  return { sid, tokens, apiUrl: () => apiUrlOf(room), proxyFor: proxies.proxyFor };
};

/** The way from Twilio to here. */
function outside(room: Room): readonly Check[] {
  const { config } = room;
  const { publicUrl } = config.http;
  if (isOwnCarrier(room)) {
    const carrier = fine('Twilio', 'the demo is its own carrier: no account is needed');
    const localUrl = localUrlOf(config);
    return [
      { subject: 'Twilio', examine: async () => [carrier] },
      { subject: 'Relay', examine: () => examineDemo(localUrl, (url) => probe(url)) },
    ];
  }
  const twilio: Check = {
    subject: 'Twilio',
    examine: () =>
      examineTwilio({
        carrier: createAccountChecks(accountOf(room)),
        number: config.twilio.phoneNumber,
        people: peopleOf(room),
        publicUrl,
      }),
  };
  const home: Check = { subject: 'PUBLIC_URL', examine: () => lookHome(room) };
  const time: Check = {
    subject: 'Clock',
    examine: async () => [evaluateClock(await compareClocks(room))],
  };
  return [
    ...(lacks(room, ...ACCOUNT, 'PUBLIC_URL') ? [] : [twilio]),
    ...(lacks(room, ...ACCOUNT, 'PUBLIC_URL', 'PORT', 'HOST') ? [] : [home]),
    time,
  ];
}

/** Half a second is what a header of whole seconds leaves out on average. */
const HALF_SECOND = 500;

async function compareClocks(room: Room) {
  const { clock, config } = room;
  const before = clock.now();
  const seen = await probe(apiUrlOf(room), undefined, config.proxies.proxyFor);
  if (seen.kind === 'none' || seen.date === undefined) return undefined;
  const ours = (before + clock.now()) / 2;
  return { whose: "Twilio's", theirs: seen.date + HALF_SECOND, ours };
}

const ANYWHERE = new Set(['0.0.0.0', '::', '']);

function localUrlOf({ http: { host, port } }: Config): string {
  if (ANYWHERE.has(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function lookHome(room: Room): Promise<readonly CheckResult[]> {
  const { config, reach, clock } = room;
  const { publicUrl } = config.http;
  return examineHome({
    publicUrl,
    localUrl: localUrlOf(config),
    isPublic: config.twilio.apiUrl === undefined,
    look: (url) => probe(reach(url), undefined, config.proxies.proxyFor),
    postSigned: (url) => postSigned(room, url),
    standIn: () => listenInPlace(room),
    now: () => clock.now(),
  });
}

async function postSigned({ config, reach }: Room, url: string): Promise<ProbeResult> {
  const [token] = config.twilio.authTokens;
  if (!token) throw new Error('there is no auth token');
  const fields = {
    AccountSid: config.twilio.accountSid,
    MessageSid: `SM${randomBytes(16).toString('hex')}`,
    From: STRANGER,
    To: config.twilio.phoneNumber,
    Body: 'sms-relay doctor',
  };
  const headers = { 'x-twilio-signature': signatureOf(url, fields, token) };
  return probe(reach(url), { fields, headers }, config.proxies.proxyFor);
}

/** The relay's own front door, for a moment. Nothing when somebody else has taken the port. */
async function listenInPlace({ config, clock }: Room) {
  const { http, twilio, people } = config;
  const isSigned = createSignatureCheck(twilio.authTokens, http.publicUrl);
  const account = { sid: twilio.accountSid, phoneNumber: twilio.phoneNumber };
  const server = await createServer({
    log: silent,
    clock,
    twilio: {
      ...{ isSigned, account },
      isAllowed: (from) => people.has(from),
      answer: async () => ({ text: 'The relay does not run; its doctor is looking at it.' }),
      onResponseSent: () => {},
    },
    delivery: { isSigned, account, onReport: async () => {} },
    health: { health: () => NOT_RUNNING, obstacle: () => 'only its doctor is here' },
  });
  try {
    await server.listen({ host: http.host, port: http.port });
  } catch {
    await server.close();
    return undefined;
  }
  return { [Symbol.asyncDispose]: () => server.close() };
}

const NOT_RUNNING = {
  ...{ version: 'doctor', uptimeSec: 0, demo: false },
  ...{ wrong: ['the relay does not run'], texts: [], backends: {} },
};

/** What the relay needs on its own side. */
function inside(room: Room): readonly Check[] {
  const { config, env, clock } = room;
  const { assistant, timeZone: zone } = config;
  return [
    {
      subject: 'Claude',
      examine: async () => [
        assistant
          ? await lookAtClaude(room, assistant)
          : fine('Claude', 'not set up: ANTHROPIC_API_KEY is not set'),
      ],
    },
    { subject: 'Database', examine: async () => lookAtStore(config.databaseUrl) },
    {
      subject: 'Time zone',
      examine: async () => {
        const people = config.isDemo || lacks(room, 'ALLOWED_PHONE_NUMBER') ? [] : peopleOf(room);
        const isSet = Boolean(env['TZ']?.trim());
        return lacks(room, 'TZ')
          ? []
          : [evaluateTimeZone({ zone, isSet, people, now: clock.now() })];
      },
    },
  ];
}

function lookAtStore(url: string): readonly CheckResult[] {
  const file = fileIn(url);
  if (file === undefined) return [fine('Database', 'in memory: nothing is kept')];
  return evaluateDatabase(inspectDatabase(file), FORMAT);
}

const DOLLAR = 1_000_000;

async function lookAtClaude(room: Room, assistant: AssistantConfig): Promise<CheckResult> {
  const { model, baseUrl, dayMicros } = assistant;
  const file = fileIn(room.config.databaseUrl);
  const day = createLocalTime(room.clock, room.config.timeZone).today();
  const { micros, isOff } = inspectSpending(file, day);
  return evaluateClaude({
    look: await findModel({ ...assistant, proxyFor: room.config.proxies.proxyFor }),
    spent: micros / DOLLAR,
    limit: dayMicros / DOLLAR,
    ...{ model, baseUrl, isOff },
  });
}
