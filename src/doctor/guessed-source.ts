import { type CheckResult, pass, warn } from './check-result.ts';

/** The source of one of the lists that the screens are made of, on an unknown server. */
export interface GuessedSource {
  readonly list: string;
  /** Missing where no tool provides the list. */
  readonly tool: string | undefined;
  readonly why: string;
  /** A summary of its first answer. */
  readonly saw: string;
  readonly lack: string | undefined;
  /** The line for `RELAY_CONFIG` that replaces the guess; missing where that file has no such item. */
  readonly line: string | undefined;
}

/** Reports a guess in one line; a list without a tool is left out where it cannot be configured either. */
export function evaluateGuess(subject: string, source: GuessedSource): readonly CheckResult[] {
  const { list, tool, why, saw, lack, line } = source;
  const about = `${subject} ${list}`;
  const next = line === undefined ? undefined : `RELAY_CONFIG: ${line}`;
  if (tool === undefined) {
    return next === undefined ? [] : [warn(about, `no tool provides it: ${lack}`, next)];
  }
  const says = `best guess ${tool}: ${why}; saw ${saw}`;
  return [lack === undefined ? pass(about, says, next) : warn(about, `${says}; but ${lack}`, next)];
}
