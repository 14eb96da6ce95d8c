import { err, ok, type Result } from '../core/result.ts';
import type { Action } from '../operation/change-operation.ts';

/** Parses what an action is about: only the fields that it knows, each spelled in one way, so that equals are equal. */
export function readInput(
  { input: schema }: Pick<Action, 'input'>,
  input: unknown,
): Result<Readonly<Record<string, string>>, string> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'Not like this.');
  const known = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return ok(Object.fromEntries(known.map(([name, value]) => [name, String(value)])));
}
