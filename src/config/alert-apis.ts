import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import type { TlsSettings } from './apis.ts';
import { isReference } from './reference.ts';
import type { ResolveReference } from './references.ts';
import { baseUrl, fingerprint } from './variables.ts';

/** The products whose API tells what fires now. */
const KINDS = ['alertmanager', 'grafana', 'uptime-kuma', 'gatus', 'healthchecks'] as const;
export type AlertApiKind = (typeof KINDS)[number];

/** The fields of a source that say how its own API is asked. */
export const AlertApiFields = z.object({
  kind: z.enum(KINDS, `must be one of ${KINDS.join(', ')}`).optional(),
  url: baseUrl.optional(),
  token: z.string().min(1, 'must not be empty').optional(),
  user: z.string().min(1, 'must not be empty').optional(),
  receiver: z.string().min(1, 'must not be empty').optional(),
  ca_file: z.string().min(1, 'must not be empty').optional(),
  fingerprint: fingerprint.optional(),
});
type AlertApiFields = z.infer<typeof AlertApiFields>;

/** The API of a source of alerts. */
export interface AlertApiSettings {
  readonly kind: AlertApiKind;
  readonly url: URL;
  readonly token: Secret | undefined;
  /** With a user, the token is a password. */
  readonly user: string | undefined;
  /** Only alerts that Alertmanager or Grafana sends to this receiver begin here. */
  readonly receiver: string | undefined;
  readonly trust: TlsSettings;
}

/** The word in the name of a source that says which product it is. */
const WORDS: readonly (readonly [RegExp, AlertApiKind])[] = [
  [/alert-?manager|prometheus/i, 'alertmanager'],
  [/grafana/i, 'grafana'],
  [/kuma/i, 'uptime-kuma'],
  [/gatus/i, 'gatus'],
  [/health-?checks/i, 'healthchecks'],
];

const kindOf = (name: string): AlertApiKind | undefined =>
  WORDS.find(([word]) => word.test(name))?.[1];

const BESIDE_URL = ['kind', 'token', 'user', 'receiver', 'ca_file', 'fingerprint'] as const;

/** Reads how the API of a source is asked; `undefined` for one without an address. Problems begin with the field. */
export function readAlertApi(
  name: string,
  fields: AlertApiFields,
  resolve: ResolveReference,
): Result<AlertApiSettings | undefined, readonly string[]> {
  if (fields.url === undefined) {
    const [unused] = BESIDE_URL.filter((field) => fields[field] !== undefined);
    return unused === undefined ? ok(undefined) : err([`${unused}: applies only with url`]);
  }
  const url = new URL(fields.url);
  const { kind = kindOf(name), user, receiver } = fields;
  const token = readToken(fields.token, url, resolve);
  const ca = readAuthority(fields.ca_file);
  const problems = [
    ...(kind === undefined ? [`kind: is required: one of ${KINDS.join(', ')}`] : []),
    ...(user !== undefined && fields.token === undefined ? ['token: is required with user'] : []),
    ...(receiver !== undefined && !hasReceivers(kind)
      ? ['receiver: applies only to alertmanager and grafana']
      : []),
    ...(token.ok ? [] : [token.error]),
    ...(ca.ok ? [] : [ca.error]),
  ];
  if (kind === undefined || !token.ok || !ca.ok || problems.length > 0) return err(problems);
  const trust = { ca: ca.value, fingerprint: fields.fingerprint };
  return ok({ kind, url, token: token.value, user, receiver, trust });
}

const hasReceivers = (kind: AlertApiKind | undefined): boolean =>
  kind === undefined || kind === 'alertmanager' || kind === 'grafana';

function readToken(
  token: string | undefined,
  url: URL,
  resolve: ResolveReference,
): Result<Secret | undefined, string> {
  if (token === undefined) return ok(undefined);
  if (!isReference(token)) return ok(new Secret(token));
  const value = resolve(token, url);
  return value.ok ? ok(new Secret(value.value)) : err(`token: ${value.error}`);
}

function readAuthority(path: string | undefined): Result<string | undefined, string> {
  if (path === undefined) return ok(undefined);
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (cause) {
    return err(`ca_file: cannot be read: ${String(cause)}`);
  }
}
