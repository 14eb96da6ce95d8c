import type { Config } from '../config/config.ts';
import type { CheckResult } from '../doctor/check-result.ts';
import { evaluateSecrets } from '../doctor/secrets.ts';
import { openSecret } from '../secrets/seal.ts';
import { readStoredSecrets } from './stored-secrets.ts';

/** Checks that the configured keys open every stored secret. A database that cannot be read is reported by its own check. */
export async function checkSecrets({
  databaseUrl,
  secretKeys,
}: Pick<Config, 'databaseUrl' | 'secretKeys'>): Promise<readonly CheckResult[]> {
  const stored = await readStoredSecrets(databaseUrl);
  if (!stored.ok) return [];
  return evaluateSecrets({
    keyIds: secretKeys.map(({ id }) => id),
    stored: stored.value.map((secret) => ({
      name: secret.name,
      isOpen: openSecret(secret, secretKeys).ok,
    })),
  });
}
