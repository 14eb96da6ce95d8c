import { err, ok, type Result } from '../core/result.ts';
import { expandDatabaseUrl } from './database-url.ts';
import { isReference } from './reference.ts';
import type { References } from './references.ts';
import { destinationOf, LISTS, SECRET_VARIABLES } from './secret-variables.ts';

interface Expanded {
  /** The variables with secrets in place of references, without those that have a problem. */
  readonly values: NodeJS.ProcessEnv;
  readonly problems: ReadonlyMap<string, string>;
}

/** Replaces every reference among the variables that take one by the secret that it stands for. */
export function expandVariables(given: NodeJS.ProcessEnv, { resolve }: References): Expanded {
  const problems = new Map<string, string>();
  const values: NodeJS.ProcessEnv = { ...given };

  function take(name: string, value: Result<string | undefined, string>): void {
    if (value.ok) values[name] = value.value;
    else {
      delete values[name];
      problems.set(name, `${name}: ${value.error}`);
    }
  }

  function resolveLine(reference: string, to: URL | undefined): Result<string, string> {
    const value = resolve(reference, to);
    const hasMore = value.ok && /[\r\n]/.test(value.value.trim());
    return hasMore ? err(`${reference.trim()} has more than one line`) : value;
  }

  for (const [name, destination] of Object.entries(SECRET_VARIABLES)) {
    const text = given[name];
    if (text === undefined) continue;
    const to = destinationOf(destination, given);
    const parts = LISTS.has(name) ? text.split(',') : [text];
    take(name, joined(parts.map((part) => (isReference(part) ? resolveLine(part, to) : ok(part)))));
  }
  take('DATABASE_URL', expandDatabaseUrl(given['DATABASE_URL']));
  return { values, problems };
}

function joined(parts: readonly Result<string, string>[]): Result<string, string> {
  const problems = parts.flatMap((part) => (part.ok ? [] : [part.error]));
  if (problems.length > 0) return err(problems.join('; '));
  return ok(parts.flatMap((part) => (part.ok ? [part.value] : [])).join(','));
}
