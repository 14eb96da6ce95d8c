import { formatCount, formatDuration } from '../core/format.ts';
import type { Result } from '../core/result.ts';
import type { AddedSecret, Rotation } from '../secrets/change-secrets.ts';
import type { SecretKey } from '../secrets/secret-key.ts';
import type { SealedSecret } from '../secrets/secret-store.ts';

interface Report {
  readonly text: string;
  readonly isDone: boolean;
}

/** Describes a stored secret, and how the configuration refers to it. */
export function describeAdded(added: Result<AddedSecret, string>): Report {
  if (!added.ok) return { text: `Nothing stored: ${added.error}.\n`, isDone: false };
  const { name, host, isNew } = added.value;
  const only = host === undefined ? '' : `, for ${host} alone`;
  const text = `${name} is stored${isNew ? '' : ' anew'}${only}. Where a token is set, write secret:${name}; a running relay reads it at its next start.\n`;
  return { text, isDone: true };
}

interface Present {
  readonly keys: readonly Pick<SecretKey, 'id'>[];
  readonly now: number;
}

/** Lists names, hosts, keys and ages; nothing of a value, not even its length. */
export function describeSecrets(
  stored: Result<readonly SealedSecret[], string>,
  { keys, now }: Present,
): Report {
  if (!stored.ok) return { text: `Nothing listed: ${stored.error}.\n`, isDone: false };
  if (stored.value.length === 0) return { text: 'There are no secrets.\n', isDone: true };
  const rows = stored.value.map(({ name, host = 'any host', keyId, changedAt }) => {
    const isOpen = keys.length === 0 || keys.some(({ id }) => id === keyId);
    const key = `key ${keyId}${isOpen ? '' : ' (not set)'}`;
    return [name, host, key, formatDuration((now - changedAt) / 1000)];
  });
  const widths = [0, 1, 2].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '));
  return { text: `${lines.join('\n')}\n`, isDone: true };
}

export function describeRemoved(name: string, removed: Result<boolean, string>): Report {
  if (!removed.ok) return { text: `Nothing removed: ${removed.error}.\n`, isDone: false };
  return removed.value
    ? { text: `${name} is removed.\n`, isDone: true }
    : { text: `There is no secret ${name}.\n`, isDone: false };
}

/** Describes a rotation, and what to do with the key that was replaced. */
export function describeRotation(rotated: Result<Rotation, string>): Report {
  if (!rotated.ok) return { text: `Nothing sealed anew: ${rotated.error}.\n`, isDone: false };
  const { count, keyId, retired } = rotated.value;
  const done = `${formatCount(count, 'secret')} sealed anew under key ${keyId}.\n`;
  const next = retired.map(
    (id) =>
      `Key ${id} seals nothing here any more: remove it from RELAY_SECRET_KEY. Backups from before need it.\n`,
  );
  return { text: done + next.join(''), isDone: true };
}
