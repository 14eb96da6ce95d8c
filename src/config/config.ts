import { z } from 'zod';
import type { PhoneNumber } from '../core/phone-number.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { Secret } from '../core/secret.ts';
import { demoDefaults } from './demo-defaults.ts';
import {
  databaseUrl,
  flag,
  mcpUrl,
  people,
  port,
  positive,
  publicUrl,
  type Role,
  secret,
  secrets,
  timeZone,
} from './variables.ts';

/** The whole configuration surface. `.env.example` is checked against these keys by a test. */
export const Environment = z.object({
  DEMO: flag.default(false),
  PORT: port.default(8000),
  HOST: z.string().default('0.0.0.0'),
  PUBLIC_URL: publicUrl,
  TWILIO_AUTH_TOKEN: secrets,
  ALLOWED_PHONE_NUMBER: people,
  UNIFI_MCP_URL: mcpUrl.optional(),
  UNIFI_MCP_TOKEN: secret.optional(),
  PROXMOX_MCP_URL: mcpUrl.optional(),
  PROXMOX_MCP_TOKEN: secret.optional(),
  K8S_MCP_URL: mcpUrl.optional(),
  K8S_MCP_TOKEN: secret.optional(),
  SECURITY_MCP_URL: mcpUrl.optional(),
  SECURITY_MCP_TOKEN: secret.optional(),
  DATABASE_URL: databaseUrl.default('sqlite:./data/relay.db'),
  KEEP_TEXTS_DAYS: positive.default(30),
  SESSION_MINUTES: positive.default(60),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'silent'],
      'must be debug, info, warn or error',
    )
    .default('info'),
  TZ: timeZone.default(() => new Intl.DateTimeFormat().resolvedOptions().timeZone),
});

type Variables = z.infer<typeof Environment>;

/** Where an MCP server is, and the key to it if it wants one. */
export interface McpServer {
  readonly url: URL;
  readonly token?: Secret | undefined;
}

export type AreaName = 'network' | 'proxmox' | 'k8s' | 'security';

export interface Config {
  readonly isDemo: boolean;
  readonly http: { readonly port: number; readonly host: string; readonly publicUrl: string };
  /** The account's tokens; two are accepted while they are rotated. */
  readonly twilioAuthTokens: readonly Secret[];
  readonly people: ReadonlyMap<PhoneNumber, Role>;
  readonly mcp: Readonly<Record<AreaName, McpServer | undefined>>;
  readonly databaseUrl: string;
  readonly keepTextsMs: number;
  readonly sessionIdleMs: number;
  readonly logLevel: Variables['LOG_LEVEL'];
  readonly timeZone: string;
}

/** Turn raw environment variables into a `Config`, or into a list of lines a person can act on. */
export function loadConfig(env: NodeJS.ProcessEnv): Result<Config, readonly string[]> {
  const given = withoutBlanks(env);
  const isDemo = flag.safeParse(given['DEMO']).data ?? false;
  const parsed = Environment.safeParse(isDemo ? { ...demoDefaults(given), ...given } : given);
  if (parsed.success) return ok(toConfig(parsed.data));
  return err(parsed.error.issues.map((issue) => explain(issue, given)));
}

function toConfig(vars: Variables): Config {
  return {
    isDemo: vars.DEMO,
    http: { port: vars.PORT, host: vars.HOST, publicUrl: vars.PUBLIC_URL },
    twilioAuthTokens: vars.TWILIO_AUTH_TOKEN,
    people: vars.ALLOWED_PHONE_NUMBER,
    mcp: {
      network: server(vars.UNIFI_MCP_URL, vars.UNIFI_MCP_TOKEN),
      proxmox: server(vars.PROXMOX_MCP_URL, vars.PROXMOX_MCP_TOKEN),
      k8s: server(vars.K8S_MCP_URL, vars.K8S_MCP_TOKEN),
      security: server(vars.SECURITY_MCP_URL, vars.SECURITY_MCP_TOKEN),
    },
    databaseUrl: vars.DATABASE_URL,
    keepTextsMs: vars.KEEP_TEXTS_DAYS * 24 * 60 * 60_000,
    sessionIdleMs: vars.SESSION_MINUTES * 60_000,
    logLevel: vars.LOG_LEVEL,
    timeZone: vars.TZ,
  };
}

const server = (url: URL | undefined, token: Secret | undefined): McpServer | undefined =>
  url && { url, token };

/** `FOO=` in an env file means "not set", not "set to nothing". */
function withoutBlanks(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

function explain({ path, message }: z.core.$ZodIssue, given: NodeJS.ProcessEnv): string {
  const name = String(path[0]);
  return name in given ? `${name}: ${message}` : `${name} is required`;
}
