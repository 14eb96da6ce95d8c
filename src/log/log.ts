import { type DestinationStream, type Level, type Logger, pino } from 'pino';
import { currentTraceId } from '../core/trace.ts';
import { describeError } from './describe-error.ts';
import { createLineBuffer } from './line-buffer.ts';
import type { LogRedactor } from './redact.ts';

interface LogOptions {
  readonly level: Level | 'silent';
  readonly redact: LogRedactor;
  /** The stream for the lines; standard output by default, which gets those of one turn together. */
  readonly destination?: DestinationStream | undefined;
}

/** Creates the log: every line carries the id of the text it belongs to, and is redacted as the last step. */
export function createLog({ level, redact, destination }: LogOptions): Logger {
  const describe = (thrown: unknown) => describeError(thrown, redact);
  const serializers = { err: describe, cause: describe };
  const options = { level, serializers, mixin };
  if (destination) return pino({ ...options, hooks: { streamWrite: redact } }, destination);
  const stdout = pino.destination({ fd: 1, sync: true });
  return pino(
    options,
    createLineBuffer((lines) => stdout.write(redact(lines))),
  );
}

function mixin(): object {
  const trip = currentTraceId();
  return trip === undefined ? {} : { trip };
}
