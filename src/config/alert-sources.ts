import { z } from 'zod';
import { AlertMapping } from '../alerts/alert-mapping.ts';
import { OWN_SOURCE } from '../alerts/incident.ts';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import { AlertApiFields, type AlertApiSettings, readAlertApi } from './alert-apis.ts';
import { isReference } from './reference.ts';
import type { ResolveReference } from './references.ts';

const NAME = 'must be a name: up to 40 letters, digits, dots, hyphens or underscores';

/** `sources:` of the file: how the alerts of a source are read, and how it is asked for them. */
export const AlertSourcesByName = z.record(
  z.string().regex(/^(?!__proto__$)[\w.-]{1,40}$/, NAME),
  z.strictObject({
    severity: z
      .enum(['critical', 'warning', 'info'], 'must be critical, warning or info')
      .optional(),
    hmac: z.string().min(16, 'must have 16 characters or more').optional(),
    mapping: AlertMapping.optional(),
    ...AlertApiFields.shape,
  }),
);
type AlertSourcesByName = z.infer<typeof AlertSourcesByName>;

/** A source of alerts, as it is configured. */
export interface AlertSource {
  /** The most severe that its alerts can be. */
  readonly severity?: 'critical' | 'warning' | 'info' | undefined;
  /** The secret that its reports are signed with, in place of a key. */
  readonly hmac?: Secret | undefined;
  readonly mapping?: AlertMapping | undefined;
  /** How it is asked what fires now. */
  readonly api?: AlertApiSettings | undefined;
}

export type AlertSources = ReadonlyMap<string, AlertSource>;

/** Resolves the secrets of the sources. */
export function readAlertSources(
  sources: AlertSourcesByName,
  resolve: ResolveReference,
): Result<AlertSources, readonly string[]> {
  const problems: string[] = [];
  const read = Object.entries(sources).map(([name, source]): readonly [string, AlertSource] => {
    const { severity, mapping } = source;
    const hmac = readKey(source.hmac, resolve);
    const api = readAlertApi(name, source, resolve);
    const own = [
      ...(hmac.ok ? [] : [`hmac: ${hmac.error}`]),
      ...(api.ok ? [] : api.error),
      ...(name === OWN_SOURCE && source.url !== undefined ? ['url: it is the relay itself'] : []),
    ];
    problems.push(...own.map((problem) => `RELAY_CONFIG: sources.${name}.${problem}`));
    return [
      name,
      {
        ...(severity && { severity }),
        ...(mapping && { mapping }),
        ...(hmac.ok && hmac.value && { hmac: hmac.value }),
        ...(api.ok && api.value && { api: api.value }),
      },
    ];
  });
  return problems.length > 0 ? err(problems) : ok(new Map(read));
}

function readKey(
  key: string | undefined,
  resolve: ResolveReference,
): Result<Secret | undefined, string> {
  if (key === undefined) return ok(undefined);
  if (!isReference(key)) return ok(new Secret(key));
  const value = resolve(key, undefined);
  return value.ok ? ok(new Secret(value.value)) : value;
}
