import type { z } from 'zod';
import type { PhoneNumber } from '../core/phone-number.ts';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import type { People } from '../people/people.ts';
import type { SecretKey } from '../secrets/secret-key.ts';
import type { AlertSources } from './alert-sources.ts';
import { type Apis, readApis } from './apis.ts';
import { demoDefaults } from './demo-defaults.ts';
import { Environment, EnvironmentBesideFile, type Variables } from './environment.ts';
import { expandVariables } from './expand-variables.ts';
import { type Areas, type Files, readFiles } from './files.ts';
import type { McpServer } from './mcp-servers.ts';
import { readPeople } from './people.ts';
import { type Proxies, readProxies } from './proxies.ts';
import { openReferences, type ReadSecrets } from './references.ts';
import type { HostAndPort, RelayFile } from './relay-file.ts';
import { flag } from './variables.ts';

export interface Config {
  readonly isDemo: boolean;
  readonly http: { readonly port: number; readonly host: string; readonly publicUrl: string };
  readonly twilio: {
    readonly accountSid: string;
    /** Two are accepted while they are rotated. */
    readonly authTokens: readonly Secret[];
    /** The relay's own number. */
    readonly phoneNumber: PhoneNumber;
    /** Another base of the REST API than Twilio's. */
    readonly apiUrl: string | undefined;
  };
  readonly people: People;
  readonly areas: Areas;
  /** How the alerts of sources outside are read, by the name of the source. */
  readonly alertSources: AlertSources;
  /** Addresses outside that show whether the internet can be reached. */
  readonly internetCheck: readonly HostAndPort[];
  /** True when operators are texted once a month what nothing would notice. */
  readonly gaps: boolean;
  /** One key with every scope, for programs. */
  readonly apiKey: Secret | undefined;
  /** Asked every minute while the relay itself works. */
  readonly heartbeatUrl: Secret | undefined;
  /** True when a text checks once a week that texts arrive, unless others do. */
  readonly sendsLoopText: boolean;
  readonly apis: Apis;
  /** The second factor for destructive actions. */
  readonly totpSecret: Secret | undefined;
  /** Missing when there is no key: the relay works fully without it. */
  readonly assistant: AssistantConfig | undefined;
  readonly databaseUrl: string;
  /** The part of its address that nobody may see. */
  readonly databasePassword: Secret | undefined;
  /** The first one seals stored secrets, all open them. */
  readonly secretKeys: readonly SecretKey[];
  /** All values that the configuration refers to, wherever they are used: none may reach a log. */
  readonly referencedSecrets: readonly Secret[];
  readonly keepTextsMs: number;
  readonly sessionIdleMs: number;
  /** An answer that takes longer becomes a text of its own. */
  readonly replyMs: number;
  /** The rate limit for the answers to one person. */
  readonly answers: { readonly perMinute: number; readonly perDay: number };
  /** The relay never starts more texts than this. */
  readonly textsPerHour: number;
  /** The most that the texts of a month may cost, in millionths of a dollar; without it, there is no limit. */
  readonly textsMonthlyMicros: number | undefined;
  /** If set, requests for metrics must present it. */
  readonly metricsToken: Secret | undefined;
  readonly proxies: Proxies;
  readonly logLevel: Variables['LOG_LEVEL'];
  readonly timeZone: string;
}

export interface AssistantConfig {
  readonly key: Secret;
  readonly model: string;
  /** Another base of the API than Anthropic's. */
  readonly baseUrl: string | undefined;
  /** In millionths of a dollar. */
  readonly dayMicros: number;
  readonly personMicros: number;
  /** True when a sentence counts as a question on any screen. */
  readonly takesSentences: boolean;
  /** MCP servers of no area; their reading tools are for the assistant. */
  readonly servers: readonly McpServer[];
}

/** Stands for a database without secrets. */
const noSecrets: ReadSecrets = async () => ok([]);

/**
 * Turns raw environment variables into a `Config`, or into a list of problems a person can act on. References to
 * secrets are resolved here, so that no other part knows of them.
 */
export async function loadConfig(
  env: NodeJS.ProcessEnv,
  readSecrets: ReadSecrets = noSecrets,
): Promise<Result<Config, readonly string[]>> {
  const given = withoutBlanks(env);
  const isDemo = flag.safeParse(given['DEMO']).data ?? false;
  const all = isDemo ? { ...demoDefaults(given), ...given } : given;
  const references = await openReferences(all, readSecrets);
  const { values, problems } = expandVariables(all, references);
  const schema = given['RELAY_CONFIG'] === undefined ? Environment : EnvironmentBesideFile;
  // The keys are read already, also from their file.
  const parsed = schema.omit({ RELAY_SECRET_KEY: true }).safeParse(values);
  const issues = (parsed.error?.issues ?? []).filter(({ path }) => !problems.has(String(path[0])));
  const wrong = [
    ...issues.map((issue) => describeIssue(issue, given)),
    ...references.problems,
    ...problems.values(),
  ];
  if (!parsed.success || wrong.length > 0) return err(wrong);
  const files = await readFiles(parsed.data, { env: given, resolve: references.resolve });
  const apis = await readApis(parsed.data, given);
  const { ALLOWED_PHONE_NUMBER: numbers, TZ } = parsed.data;
  // A file that cannot be read may name people.
  const people = files.ok
    ? readPeople({ numbers, names: files.value.people, timeZone: TZ })
    : undefined;
  if (files.ok && apis.ok && people?.ok) {
    return ok({
      ...toConfig(parsed.data, { ...files.value, people: people.value }, apis.value),
      secretKeys: references.keys,
      referencedSecrets: references.resolved(),
    });
  }
  return err([files, apis, people].flatMap((it) => (!it || it.ok ? [] : it.error)));
}

function toConfig(
  vars: Variables,
  { people, ...files }: Omit<Files, 'people'> & Pick<Config, 'people'>,
  apis: Apis,
): Omit<Config, 'secretKeys' | 'referencedSecrets'> {
  return {
    isDemo: vars.DEMO,
    http: { port: vars.PORT, host: vars.HOST, publicUrl: vars.PUBLIC_URL },
    twilio: {
      accountSid: vars.TWILIO_ACCOUNT_SID,
      authTokens: vars.TWILIO_AUTH_TOKEN,
      phoneNumber: vars.TWILIO_PHONE_NUMBER,
      apiUrl: vars.TWILIO_API_URL,
    },
    people,
    areas: files.areas,
    alertSources: files.alertSources,
    internetCheck: addressesToCheck(vars, files.internetCheck),
    gaps: files.gaps,
    apiKey: vars.API_KEY,
    heartbeatUrl: vars.HEARTBEAT_URL,
    sendsLoopText: files.sendsLoopText,
    apis,
    totpSecret: vars.TOTP_SECRET,
    assistant: readAssistant(vars, files.assistantServers),
    databaseUrl: vars.DATABASE_URL,
    databasePassword: passwordIn(vars.DATABASE_URL),
    keepTextsMs: vars.KEEP_TEXTS_DAYS * 24 * 60 * 60_000,
    sessionIdleMs: vars.SESSION_MINUTES * 60_000,
    replyMs: vars.REPLY_SECONDS * 1000,
    answers: { perMinute: vars.ANSWERS_PER_MINUTE, perDay: vars.ANSWERS_PER_DAY },
    textsPerHour: vars.TEXTS_PER_HOUR,
    textsMonthlyMicros: toMicros(vars.TEXTS_MONTHLY_USD),
    metricsToken: vars.METRICS_TOKEN,
    proxies: readProxies(vars),
    logLevel: vars.LOG_LEVEL,
    timeZone: vars.TZ,
  };
}

/** The resolvers of three operators, by their addresses: names cannot be resolved while the line is down. */
const OUTSIDE: readonly HostAndPort[] = ['1.1.1.1', '8.8.8.8', '9.9.9.9'].map((host) => ({
  ...{ host, port: 443 },
}));

/** Nothing outside is asked in the demo, nor where another server plays the carrier. */
function addressesToCheck(
  { DEMO, TWILIO_API_URL }: Variables,
  given: RelayFile['internetCheck'],
): readonly HostAndPort[] {
  if (given === false) return [];
  return given ?? (DEMO || TWILIO_API_URL ? [] : OUTSIDE);
}

function passwordIn(databaseUrl: string): Secret | undefined {
  const password = URL.parse(databaseUrl)?.password;
  return password ? new Secret(decodeURIComponent(password)) : undefined;
}

const DOLLAR = 1_000_000;

const toMicros = (dollars: number | undefined): number | undefined =>
  dollars === undefined ? undefined : Math.round(dollars * DOLLAR);

function readAssistant(
  vars: Variables,
  servers: readonly McpServer[],
): AssistantConfig | undefined {
  if (!vars.ANTHROPIC_API_KEY) return undefined;
  const { CLAUDE_DAILY_USD: ofDay, CLAUDE_PERSON_DAILY_USD: ofPerson = ofDay } = vars;
  return {
    key: vars.ANTHROPIC_API_KEY,
    model: vars.CLAUDE_MODEL,
    baseUrl: vars.ANTHROPIC_BASE_URL,
    dayMicros: Math.round(ofDay * DOLLAR),
    personMicros: Math.round(Math.min(ofPerson, ofDay) * DOLLAR),
    takesSentences: vars.ASSISTANT === 'auto',
    servers,
  };
}

/** `FOO=` in an env file means "not set", not "set to nothing". */
function withoutBlanks(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

function describeIssue({ path, message }: z.core.$ZodIssue, given: NodeJS.ProcessEnv): string {
  const name = String(path[0]);
  return name in given ? `${name}: ${message}` : `${name} is required`;
}
