import { err, ok, type Result } from '../core/result.ts';
import { Environment } from './environment.ts';
import { isReference, parseReference } from './reference.ts';
import { readSecretFile } from './secret-file.ts';

/** Reads the address of the database, which may stand in a file because it can hold a password. */
export function readDatabaseUrl(given: NodeJS.ProcessEnv): Result<string, string> {
  const text = expandDatabaseUrl(given['DATABASE_URL'] || undefined);
  if (!text.ok) return text;
  const url = Environment.shape.DATABASE_URL.safeParse(text.value);
  return url.success ? ok(url.data) : err(url.error.issues[0]?.message ?? 'is invalid');
}

/** Returns the address itself where a file holds it. */
export function expandDatabaseUrl(text: string | undefined): Result<string | undefined, string> {
  if (text === undefined || !isReference(text)) return ok(text);
  const reference = parseReference(text);
  if (!reference.ok) return reference;
  if (reference.value.kind === 'secret') return err('cannot be a stored secret: those are in it');
  const { path } = reference.value;
  const url = readSecretFile(path);
  return url.ok ? ok(url.value.trim()) : err(`${path} ${url.error}`);
}
