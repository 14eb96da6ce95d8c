import { formatBytes } from '../core/format.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** The state of the database file and its folder, read without changing anything. */
export interface DatabaseFacts {
  readonly file: string;
  /** The reason the file cannot be written. */
  readonly writeError: string | undefined;
  readonly freeBytes: number;
  /** The contents; missing when there is no file yet. */
  readonly inside:
    | { readonly kind: 'unreadable'; readonly cause: string }
    | {
        readonly kind: 'read';
        readonly complaints: readonly string[];
        readonly format: number;
        /** The first line of the record of actions that was changed after it was written. */
        readonly brokenAt: number | undefined;
        readonly lines: number;
      }
    | undefined;
}

const SUBJECT = 'Database';
const LOW_SPACE_BYTES = 100 * 1024 * 1024;

/** Evaluates whether texts and actions can be stored, and whether the stored data is intact. */
export function evaluateDatabase(seen: DatabaseFacts, ourFormat: number): readonly CheckResult[] {
  const { file, writeError, freeBytes, inside } = seen;
  const free = `${formatBytes(freeBytes)} free`;
  const writeResults = writeError === undefined ? [] : [explainWriteError(file, writeError, free)];
  if (inside?.kind === 'unreadable') {
    return writeResults.length > 0 ? writeResults : [unreadable(file, inside.cause)];
  }
  const contents = inside ? evaluateContents(file, inside, ourFormat) : [];
  const lowSpace =
    writeError === undefined && freeBytes < LOW_SPACE_BYTES
      ? [warn(SUBJECT, `only ${free} where ${file} is`, 'Make room: a full disk stops the relay.')]
      : [];
  const findings = [...writeResults, ...contents, ...lowSpace];
  if (findings.length > 0) return findings;
  const state = inside
    ? `readable, and its record of ${inside.lines} lines unchanged`
    : 'made at the first start';
  return [pass(SUBJECT, `${file} writable, ${state}; ${free}`)];
}

function explainWriteError(file: string, cause: string, free: string): CheckResult {
  if (/ENOSPC|EDQUOT/.test(cause)) {
    const next =
      'Make room, or put DATABASE_URL on another disk: without space no text is accepted.';
    return fail(SUBJECT, `the disk of ${file} is full (${free})`, next);
  }
  if (/EROFS/.test(cause)) {
    return fail(
      SUBJECT,
      `${file} is on a read-only disk`,
      'Mount it writable, or move DATABASE_URL to a volume.',
    );
  }
  if (/EACCES|EPERM/.test(cause)) {
    const next = 'Give its folder to the user that the relay runs as (1000 in the image).';
    return fail(SUBJECT, `${file} may not be written by this user`, next);
  }
  return fail(SUBJECT, `${file} cannot be written: ${cause}`, 'Correct DATABASE_URL.');
}

const unreadable = (file: string, cause: string): CheckResult =>
  fail(
    SUBJECT,
    `${file} cannot be read: ${cause}`,
    'If it is not a database of the relay, correct DATABASE_URL; otherwise restore your last backup.',
  );

function evaluateContents(
  file: string,
  inside: Extract<DatabaseFacts['inside'], { kind: 'read' }>,
  ourFormat: number,
): readonly CheckResult[] {
  const { complaints, format, brokenAt } = inside;
  const [complaint] = complaints;
  if (complaint !== undefined) {
    const next = `Stop the relay, keep a copy, and rescue what is in it: sqlite3 ${file} .recover`;
    return [fail(SUBJECT, `${file} is damaged: ${complaint}`, next)];
  }
  if (format > ourFormat) {
    const next = 'Run the newer version again: this one does not start with it.';
    return [fail(SUBJECT, `${file} was written by a newer sms-relay (format ${format})`, next)];
  }
  if (brokenAt !== undefined) {
    const next = 'It was tampered with: compare it with a backup, and change who has access to it.';
    return [fail(SUBJECT, `the record of actions was changed at line ${brokenAt}`, next)];
  }
  return [];
}
