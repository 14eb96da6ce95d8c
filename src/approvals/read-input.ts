import { err, ok, type Result } from '../core/result.ts';
import type { ChangeOperation } from '../operation/change-operation.ts';

/** Parses the input of an action: only the fields of its schema, in one order and each in one spelling, so that equal inputs compare equal. */
export function readInput(
  { input: schema }: Pick<ChangeOperation, 'input'>,
  input: unknown,
): Result<Readonly<Record<string, string>>, string> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) return err(parsed.error.issues[0]?.message ?? 'Not like this.');
  const known = Object.entries(parsed.data)
    .filter(([, value]) => value !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return ok(Object.fromEntries(known.map(([name, value]) => [name, String(value)])));
}
