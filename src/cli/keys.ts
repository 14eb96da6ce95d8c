import type { StoredKey } from '../access/key-store.ts';
import { formatDuration } from '../core/format.ts';
import type { Result } from '../core/result.ts';

interface Report {
  readonly text: string;
  readonly isDone: boolean;
}

/** Shows a new key, the only time that it is shown. */
export function describeAddedKey(name: string, added: Result<string, string>): Report {
  if (!added.ok) return { text: `Nothing added: ${added.error}.\n`, isDone: false };
  const text = `${added.value}\n\nThis is the key ${name}. It is shown once and cannot be read again.\n`;
  return { text, isDone: true };
}

/** Lists keys by name, with their scopes, age and last use. */
export function describeKeys(stored: Result<readonly StoredKey[], string>, now: number): Report {
  if (!stored.ok) return { text: `Nothing listed: ${stored.error}.\n`, isDone: false };
  const keys = stored.value.filter(({ revokedAt }) => revokedAt === undefined);
  if (keys.length === 0) return { text: 'There are no keys.\n', isDone: true };
  const ago = (at: number): string => formatDuration(Math.max(0, now - at) / 1000);
  const rows = keys.map(({ name, scopes, source = 'any source', usedAt, expiresAt }) => [
    ...[name, scopes.join(','), source],
    usedAt === undefined ? 'never used' : `used ${ago(usedAt)} ago`,
    expiresAt === undefined ? '' : expiresAt <= now ? 'expired' : `for ${ago(2 * now - expiresAt)}`,
  ]);
  const widths = [0, 1, 2, 3].map((at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return { text: `${lines.join('\n')}\n`, isDone: true };
}

export function describeRevokedKey(name: string, revoked: Result<boolean, string>): Report {
  if (!revoked.ok) return { text: `Nothing revoked: ${revoked.error}.\n`, isDone: false };
  return revoked.value
    ? { text: `${name} is revoked; a running relay refuses it within 10 seconds.\n`, isDone: true }
    : { text: `There is no key ${name}.\n`, isDone: false };
}
