import type { Failure } from '../../core/failure.ts';
import { err, ok, type Result } from '../../core/result.ts';

interface Mapping {
  /** JSONata; without it the data stays as it is. */
  readonly map?: string | undefined;
  readonly tool: string;
}

/** Carries out a mapping. Its library is loaded by the first one that needs it. */
export async function mapData(
  data: unknown,
  { map, tool }: Mapping,
  service: string,
): Promise<Result<unknown, Failure>> {
  if (map === undefined) return ok(data);
  const { default: jsonata } = await import('jsonata');
  try {
    return ok<unknown>(await jsonata(map).evaluate(data));
  } catch (cause) {
    return err({ kind: 'garbled', service, cause: `${tool}: ${messageOf(cause)}` });
  }
}

const messageOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'message' in cause
    ? String(cause.message)
    : String(cause);
