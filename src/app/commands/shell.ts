import { parseEnv } from 'node:util';
import type { ProcessMetrics } from '../../adapters/prometheus/process-metrics.ts';
import { readIfThere } from '../../cli/setup/env-file.ts';

/** The process as commands use it. Only `main.ts` accesses the real one. */
export interface Shell {
  readonly env: NodeJS.ProcessEnv;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly version: string;
  readonly vitals: ProcessMetrics;
  /** Takes from further signals the power to end the process at once, before its programs are killed. */
  readonly holdSignals: () => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => never;
  /** Sets the exit code; the process ends when nothing is left to do. */
  readonly finish: (code: number) => void;
}

/** A command of `sms-relay`, called with the words after its name. */
export type Command = (shell: Shell, ...words: string[]) => Promise<void>;

const EX_USAGE = 64;
export const EX_CONFIG = 78;

/** Ends the process because of a wrong configuration, with a code that says restarting will not help. */
export function refuse({ stderr, exit }: Shell, words: string): never {
  stderr.write(`sms-relay: ${words}\n`);
  return exit(EX_CONFIG);
}

/** Ends the process because of an invalid command line. */
export function misused({ stderr, exit }: Shell, words: string): never {
  stderr.write(`sms-relay ${words}\n`);
  return exit(EX_USAGE);
}

interface Report {
  readonly text: string;
  readonly isDone: boolean;
}

export function report({ stdout, stderr, finish }: Shell, { text, isDone }: Report): void {
  (isDone ? stdout : stderr).write(text);
  finish(isDone ? 0 : 1);
}

/** Reads `.env`. Variables already set keep their values. */
export function readEnvFile(shell: Shell): void {
  const text = readIfThere('.env');
  if (!text.ok) refuse(shell, text.error);
  for (const [name, value] of Object.entries(parseEnv(text.value ?? ''))) {
    shell.env[name] ??= value;
  }
}
