import { randomBytes, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { findModel } from '../adapters/anthropic/find-model.ts';
import { createAccountChecks } from '../adapters/carriers/twilio/account-checks.ts';
import { askOnce } from '../adapters/http-client/ask-once.ts';
import { type ProbeResult, probe } from '../adapters/http-client/probe.ts';
import type { AssistantConfig, Config } from '../config/config.ts';
import { secretsIn } from '../config/secrets-in.ts';
import { loadValidSettings } from '../config/valid-settings.ts';
import type { Clock } from '../core/clock.ts';
import { createLocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { type CheckResult, pass } from '../doctor/check-result.ts';
import { evaluateClaude } from '../doctor/claude.ts';
import { evaluateClock } from '../doctor/clock.ts';
import { evaluateConfiguration } from '../doctor/configuration.ts';
import { evaluateHeartbeat } from '../doctor/heartbeat.ts';
import { hideSecrets } from '../doctor/hide-secrets.ts';
import { checkDemo, checkReachability } from '../doctor/relay-reachability.ts';
import { type Check, runChecks } from '../doctor/run-checks.ts';
import { evaluateTimeZone } from '../doctor/time-zone.ts';
import { checkTwilio } from '../doctor/twilio.ts';
import { createServer } from '../http/server.ts';
import { createSignatureCheck, signatureOf } from '../http/twilio-signature.ts';
import { numbersOf } from '../people/person.ts';
import { alertApiChecks } from './doctor-alert-apis.ts';
import { checkAlerts } from './doctor-alerts.ts';
import { backendChecks } from './doctor-backends.ts';
import { checkDatabase, readSpending } from './doctor-database.ts';
import { checkSecrets } from './doctor-secrets.ts';
import { sendText } from './doctor-test-text.ts';
import { readStoredSecrets } from './stored-secrets.ts';
import { TWILIO_API_URL } from './twilio-api-url.ts';

export interface DoctorEnvironment {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly version: string;
  /** Maps a configured address to the one to connect to; used by tests. */
  readonly reach?: (url: string) => string;
  /** The time limit of each check. */
  readonly timeoutMs?: number;
}

/** The results of all checks; `isConfigured` is false when the configuration prevents a start. */
export interface DoctorReport {
  readonly findings: readonly CheckResult[];
  readonly isConfigured: boolean;
}

/** Longer than the timeout of any server, including the requests about it. */
const TIMEOUT_MS = 25_000;

/** A number that belongs to no one and never gets an answer. */
const UNKNOWN_SENDER = '+15005550006';

/** Runs all checks at the same time, then sends a text if requested. */
export async function runDoctor(
  world: DoctorEnvironment,
  manner: 'look' | 'send',
): Promise<DoctorReport> {
  const { problems, missing, config } = await loadValidSettings(world.env, readStoredSecrets);
  const found = [...evaluateConfiguration(problems)];
  const isConfigured = problems.length === 0;
  if (!config) return { findings: found, isConfigured };

  await using cleanup = new AsyncDisposableStack();
  const context: DoctorContext = {
    ...world,
    reach: world.reach ?? ((url) => url),
    config,
    missing,
    cleanup,
  };
  const checks = [
    ...outsideChecks(context),
    ...(await backends(context)),
    ...localChecks(context),
    ...alertApiChecks({ ...context, log: silent }),
  ];
  found.push(...(await runChecks(checks, world.timeoutMs ?? TIMEOUT_MS)));
  if (manner === 'send' && !lacks(context, ...ACCOUNT, 'ALLOWED_PHONE_NUMBER')) {
    found.push(
      isOwnCarrier(context)
        ? pass('Text', 'none was sent: the demo has phones of its own')
        : await sendText(config, accountOf(context), world.clock),
    );
  }
  return { findings: hideSecrets(found, secretsIn(config.referencedSecrets)), isConfigured };
}

interface DoctorContext extends Required<Pick<DoctorEnvironment, 'reach' | 'clock' | 'env'>> {
  readonly config: Config;
  readonly missing: ReadonlySet<string>;
  readonly cleanup: AsyncDisposableStack;
}

const ACCOUNT = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_PHONE_NUMBER'];

const lacks = ({ missing }: DoctorContext, ...names: readonly string[]): boolean =>
  names.some((name) => missing.has(name));

const silent = pino({ level: 'silent' });

/** Returns the backend checks; a failure to compose the backends becomes a failed check. */
const backends = ({ config, clock, cleanup }: DoctorContext): Promise<readonly Check[]> =>
  backendChecks({ config, clock, log: silent, cleanup }).catch((cause: unknown) => [
    { subject: 'Backends', run: () => Promise.reject(cause) },
  ]);

const phonesOf = ({ config }: DoctorContext) =>
  config.people.all.flatMap(({ timeZone, ...person }) =>
    numbersOf(person).map((number) => ({ number, timeZone })),
  );

const peopleOf = ({ config }: DoctorContext): readonly PhoneNumber[] =>
  config.people.all.flatMap(numbersOf);

const isOwnCarrier = ({ config }: DoctorContext): boolean => config.isDemo && !config.twilio.apiUrl;

const apiUrlOf = ({ config }: DoctorContext): string => config.twilio.apiUrl ?? TWILIO_API_URL;

const accountOf = (context: DoctorContext) => {
  const { twilio, proxies } = context.config;
  const { accountSid: sid, authTokens: tokens } = twilio;
  return { sid, tokens, apiUrl: () => apiUrlOf(context), proxyFor: proxies.proxyFor };
};

/** Checks the path from Twilio to the relay. */
function outsideChecks(context: DoctorContext): readonly Check[] {
  const { config } = context;
  const { publicUrl } = config.http;
  if (isOwnCarrier(context)) {
    const carrier = pass('Twilio', 'the demo is its own carrier: no account is needed');
    const localUrl = localUrlOf(config);
    return [
      { subject: 'Twilio', run: async () => [carrier] },
      { subject: 'Relay', run: () => checkDemo(localUrl, (url) => probe(url)) },
    ];
  }
  const twilio: Check = {
    subject: 'Twilio',
    run: () =>
      checkTwilio({
        carrier: createAccountChecks(accountOf(context)),
        number: config.twilio.phoneNumber,
        people: peopleOf(context),
        publicUrl,
      }),
  };
  const home: Check = { subject: 'PUBLIC_URL', run: () => checkPublicUrl(context) };
  const time: Check = {
    subject: 'Clock',
    run: async () => [evaluateClock(await compareClocks(context))],
  };
  return [
    ...(lacks(context, ...ACCOUNT, 'PUBLIC_URL') ? [] : [twilio]),
    ...(lacks(context, ...ACCOUNT, 'PUBLIC_URL', 'PORT', 'HOST') ? [] : [home]),
    time,
  ];
}

/** The average error of a date header, which has whole seconds only. */
const HALF_SECOND = 500;

async function compareClocks(context: DoctorContext) {
  const { clock, config } = context;
  const before = clock.now();
  const seen = await probe(apiUrlOf(context), undefined, config.proxies.proxyFor);
  if (seen.kind === 'none' || seen.date === undefined) return undefined;
  const ours = (before + clock.now()) / 2;
  return { whose: "Twilio's", theirs: seen.date + HALF_SECOND, ours };
}

const ALL_INTERFACES = new Set(['0.0.0.0', '::', '']);

function localUrlOf({ http: { host, port } }: Config): string {
  if (ALL_INTERFACES.has(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function checkPublicUrl(context: DoctorContext): Promise<readonly CheckResult[]> {
  const { config, reach, clock } = context;
  const { publicUrl } = config.http;
  return checkReachability({
    publicUrl,
    localUrl: localUrlOf(config),
    isPublic: config.twilio.apiUrl === undefined,
    look: (url) => probe(reach(url), undefined, config.proxies.proxyFor),
    postSigned: (url) => postSigned(context, url),
    standIn: () => listenInPlace(context),
    now: () => clock.now(),
  });
}

async function postSigned({ config, reach }: DoctorContext, url: string): Promise<ProbeResult> {
  const [token] = config.twilio.authTokens;
  if (!token) throw new Error('there is no auth token');
  const fields = {
    AccountSid: config.twilio.accountSid,
    MessageSid: `SM${randomBytes(16).toString('hex')}`,
    From: UNKNOWN_SENDER,
    To: config.twilio.phoneNumber,
    Body: 'sms-relay doctor',
  };
  const headers = { 'x-twilio-signature': signatureOf(url, fields, token) };
  return probe(reach(url), { fields, headers }, config.proxies.proxyFor);
}

/** Listens briefly in place of the relay; returns undefined when the port is in use. */
async function listenInPlace({ config, clock }: DoctorContext) {
  const { http, twilio, people } = config;
  const isSigned = createSignatureCheck(twilio.authTokens, http.publicUrl);
  const account = { sid: twilio.accountSid, phoneNumber: twilio.phoneNumber };
  const instance = randomUUID();
  const server = await createServer({
    log: silent,
    clock,
    twilio: {
      ...{ isSigned, account },
      personAt: people.at,
      answer: async () => ({ text: 'The relay does not run; its doctor is looking at it.' }),
      onResponseSent: () => {},
    },
    delivery: { isSigned, account, onReport: async () => {} },
    health: {
      health: async () => NOT_RUNNING,
      instance: () => instance,
      obstacle: async () => 'only the doctor is running',
    },
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

/** Checks the local requirements of the relay. */
function localChecks(context: DoctorContext): readonly Check[] {
  const { config, env, clock } = context;
  const { assistant, timeZone: zone } = config;
  return [
    {
      subject: 'Claude',
      run: async () => [
        assistant
          ? await checkClaude(context, assistant)
          : pass('Claude', 'not set up: ANTHROPIC_API_KEY is not set'),
      ],
    },
    { subject: 'Database', run: async () => checkDatabase(config.databaseUrl) },
    {
      subject: 'Secrets',
      run: async () =>
        // Without the keys that are wrong, all of them would look closed.
        lacks(context, 'RELAY_SECRET_KEY', 'RELAY_SECRET_KEY_FILE') ? [] : checkSecrets(config),
    },
    { subject: 'Alerts', run: async () => checkAlerts(config) },
    { subject: 'Outside watch', run: async () => [evaluateHeartbeat(await askHeartbeat(config))] },
    {
      subject: 'Time zone',
      run: async () => {
        const phones =
          config.isDemo || lacks(context, 'ALLOWED_PHONE_NUMBER') ? [] : phonesOf(context);
        const isSet = Boolean(env['TZ']?.trim());
        return lacks(context, 'TZ')
          ? []
          : [evaluateTimeZone({ zone, isSet, phones, now: clock.now() })];
      },
    },
  ];
}

/** Asks the outside watch, where there is one; to it this is a heartbeat. */
const askHeartbeat = async ({ heartbeatUrl, proxies }: Config) =>
  heartbeatUrl && askOnce(new URL(heartbeatUrl.reveal()), proxies.proxyFor);

const DOLLAR = 1_000_000;

async function checkClaude(
  context: DoctorContext,
  assistant: AssistantConfig,
): Promise<CheckResult> {
  const { model, baseUrl, dayMicros } = assistant;
  const { databaseUrl } = context.config;
  const day = createLocalTime(context.clock, context.config.timeZone).today();
  const { micros, isOff } = await readSpending(databaseUrl, day);
  return evaluateClaude({
    check: await findModel({ ...assistant, proxyFor: context.config.proxies.proxyFor }),
    spent: micros / DOLLAR,
    limit: dayMicros / DOLLAR,
    ...{ model, baseUrl, isOff },
  });
}
