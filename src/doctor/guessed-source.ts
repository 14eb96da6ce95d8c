import { type CheckResult, fine, note } from './check-result.ts';

/** What tells one of the lists that the screens are made of, on a server that nobody knows. */
export interface GuessedSource {
  readonly list: string;
  /** None where nothing tells it. */
  readonly tool: string | undefined;
  readonly why: string;
  /** What its first answer looked like. */
  readonly saw: string;
  readonly lack: string | undefined;
  /** The line for `RELAY_CONFIG` with which the owner says it better; none where that has no such item. */
  readonly line: string | undefined;
}

/** Judges what was chosen, in one line. That which nobody can say better is not worth one if nothing tells it. */
export function evaluateGuess(subject: string, source: GuessedSource): readonly CheckResult[] {
  const { list, tool, why, saw, lack, line } = source;
  const about = `${subject} ${list}`;
  const next = line === undefined ? undefined : `RELAY_CONFIG: ${line}`;
  if (tool === undefined) {
    return next === undefined ? [] : [note(about, `nothing tells it: ${lack}`, next)];
  }
  const says = `best guess ${tool}: ${why}; saw ${saw}`;
  return [lack === undefined ? fine(about, says, next) : note(about, `${says}; but ${lack}`, next)];
}
