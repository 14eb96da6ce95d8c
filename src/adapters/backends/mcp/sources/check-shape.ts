import type { z } from 'zod';
import type { Clock } from '../../../../core/clock.ts';
import type { Failure } from '../../../../core/failure.ts';
import type { Reading } from '../../../../core/reading.ts';
import { err, ok, type Result } from '../../../../core/result.ts';
import { isModest } from '../../vendor-records/size.ts';
import type { ToolServer } from '../client/tool-server.ts';

const MAX_ISSUES = 3;

/** To list what is wrong with more than this takes longer than anybody waits. */
const MAX_VALUES = 50_000;

interface Dependencies {
  readonly server: ToolServer;
  readonly clock: Clock;
  readonly tool: string;
}

/** A reading, if the data has the promised shape. What does not is garbled, not half believed. */
export function checkShape<T>(
  data: unknown,
  shape: z.ZodType<T>,
  { server, clock, tool }: Dependencies,
): Result<Reading<T>, Failure> {
  const { service, source } = server;
  const invalid = (cause: string): Result<never, Failure> =>
    err({ kind: 'invalid-response', service, cause: `${tool}: ${cause}` });

  if (!isModest(data, MAX_VALUES)) return invalid(`more than ${MAX_VALUES} values`);
  const parsed = shape.safeParse(data);
  return parsed.success
    ? ok({ value: parsed.data, asOf: clock.now(), source })
    : invalid(tell(parsed.error));
}

const tell = ({ issues }: z.ZodError): string =>
  issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => `${path.join('.') || 'answer'}: ${message}`)
    .join('; ');
