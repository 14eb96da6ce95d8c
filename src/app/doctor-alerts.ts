import { changeStored } from '../adapters/storage/change-stored.ts';
import { OWN_SOURCE } from '../alerts/incident.ts';
import type { Config } from '../config/config.ts';
import { systemClock } from '../core/clock.ts';
import { evaluateAlerts } from '../doctor/alerts.ts';
import type { CheckResult } from '../doctor/check-result.ts';

/** Checks that monitoring tools can deliver. A database that cannot be read is reported by its own check. */
export async function checkAlerts({
  databaseUrl,
  apiKey,
  alertSources,
}: Pick<Config, 'databaseUrl' | 'apiKey' | 'alertSources'>): Promise<readonly CheckResult[]> {
  const stored = await changeStored(databaseUrl, systemClock, ({ keys }) => keys.list());
  const now = systemClock.now();
  const valid = (stored.ok ? stored.value : []).filter(
    ({ revokedAt, expiresAt = Number.POSITIVE_INFINITY }) =>
      revokedAt === undefined && now < expiresAt,
  );
  return evaluateAlerts({
    hasApiKey: apiKey !== undefined,
    keys: valid.map(({ name, usedAt }) => ({ name, isUsed: usedAt !== undefined })),
    sources: [...alertSources]
      .filter(([name]) => name !== OWN_SOURCE)
      .map(([name, { hmac }]) => ({ name, isSigned: hmac !== undefined })),
  });
}
