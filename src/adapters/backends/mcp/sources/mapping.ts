import type { Failure } from '../../../../core/failure.ts';
import { err, ok, type Result } from '../../../../core/result.ts';
import type { MapRunner } from './map-runner.ts';

interface Mapping {
  /** JSONata; without it the data stays as it is. */
  readonly map?: string | undefined;
  readonly tool: string;
}

let running: Promise<MapRunner> | undefined;

/** Carries out a mapping, within limits of time and memory. Its process is started by the first one. */
export async function mapData(
  data: unknown,
  { map, tool }: Mapping,
  service: string,
): Promise<Result<unknown, Failure>> {
  if (map === undefined) return ok(data);
  running ??= import('./map-runner.ts').then(({ createMapRunner }) => createMapRunner());
  const mapped = await (await running).evaluate(map, data);
  return mapped.ok
    ? mapped
    : err({ kind: 'invalid-response', service, cause: `${tool}: ${mapped.error}` });
}
