import { type DestinationStream, type Level, type Logger, pino } from 'pino';
import { currentTraceId } from '../core/trace.ts';
import { describeError } from './describe-error.ts';
import type { LogRedactor } from './redact.ts';

interface LogOptions {
  readonly level: Level | 'silent';
  readonly conceal: LogRedactor;
  /** Where the lines go; standard output unless told. */
  readonly destination?: DestinationStream | undefined;
}

/** The log: every line knows the text it belongs to, and passes the concealment last of all. */
export function createLog({ level, conceal, destination }: LogOptions): Logger {
  const describe = (thrown: unknown) => describeError(thrown, conceal);
  const serializers = { err: describe, cause: describe };
  const options = { level, serializers, mixin, hooks: { streamWrite: conceal } };
  return destination ? pino(options, destination) : pino(options);
}

function mixin(): object {
  const trip = currentTraceId();
  return trip === undefined ? {} : { trip };
}
