import { z } from 'zod';
import { AlertMapping } from '../alerts/alert-mapping.ts';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import { isReference } from './reference.ts';
import type { ResolveReference } from './references.ts';

const NAME = 'must be a name: up to 40 letters, digits, dots, hyphens or underscores';

/** `alert_sources:` of the file: how the alerts of a source are read. */
export const AlertSourcesByName = z.record(
  z.string().regex(/^(?!__proto__$)[\w.-]{1,40}$/, NAME),
  z.strictObject({
    severity: z
      .enum(['critical', 'warning', 'info'], 'must be critical, warning or info')
      .optional(),
    hmac: z.string().min(16, 'must have 16 characters or more').optional(),
    mapping: AlertMapping.optional(),
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
}

export type AlertSources = ReadonlyMap<string, AlertSource>;

/** Resolves the secrets of the sources. */
export function readAlertSources(
  sources: AlertSourcesByName,
  resolve: ResolveReference,
): Result<AlertSources, readonly string[]> {
  const problems: string[] = [];
  const read = Object.entries(sources).map(([name, { hmac, ...source }]) => {
    if (hmac === undefined || !isReference(hmac)) {
      return [name, { ...source, ...(hmac !== undefined && { hmac: new Secret(hmac) }) }] as const;
    }
    const value = resolve(hmac, undefined);
    if (!value.ok) problems.push(`RELAY_CONFIG: alert_sources.${name}.hmac: ${value.error}`);
    return [name, { ...source, ...(value.ok && { hmac: new Secret(value.value) }) }] as const;
  });
  return problems.length > 0 ? err(problems) : ok(new Map(read));
}
