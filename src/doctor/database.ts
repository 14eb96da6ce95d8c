import { formatBytes } from '../core/format.ts';
import { type CheckResult, fine, note, wrong } from './check-result.ts';

/** What was seen of the file and its folder; nothing of it was changed. */
export interface DatabaseFacts {
  readonly file: string;
  /** Why nothing can be written there. */
  readonly writeError: string | undefined;
  readonly freeBytes: number;
  /** Nothing when there is no file yet. */
  readonly inside:
    | { readonly kind: 'unreadable'; readonly cause: string }
    | {
        readonly kind: 'read';
        readonly complaints: readonly string[];
        readonly format: number;
        /** The line of the record of actions that is not as it was written. */
        readonly brokenAt: number | undefined;
        readonly lines: number;
      }
    | undefined;
}

const SUBJECT = 'Database';
const LITTLE_BYTES = 100 * 1024 * 1024;

/** Whether texts and actions can be written down, and whether what was written still is there. */
export function evaluateDatabase(seen: DatabaseFacts, ourFormat: number): readonly CheckResult[] {
  const { file, writeError, freeBytes, inside } = seen;
  const free = `${formatBytes(freeBytes)} free`;
  const writing = writeError === undefined ? [] : [judgeWriting(file, writeError, free)];
  if (inside?.kind === 'unreadable') {
    return writing.length > 0 ? writing : [unreadable(file, inside.cause)];
  }
  const told = inside ? judgeInside(file, inside, ourFormat) : [];
  const little =
    writeError === undefined && freeBytes < LITTLE_BYTES
      ? [note(SUBJECT, `only ${free} where ${file} is`, 'Make room: a full disk stops the relay.')]
      : [];
  const findings = [...writing, ...told, ...little];
  if (findings.length > 0) return findings;
  const state = inside
    ? `readable, and its record of ${inside.lines} lines unchanged`
    : 'made at the first start';
  return [fine(SUBJECT, `${file} writable, ${state}; ${free}`)];
}

function judgeWriting(file: string, cause: string, free: string): CheckResult {
  if (/ENOSPC|EDQUOT/.test(cause)) {
    const next = 'Make room, or put DATABASE_URL on another disk: without it no text is taken.';
    return wrong(SUBJECT, `the disk of ${file} is full (${free})`, next);
  }
  if (/EROFS/.test(cause)) {
    return wrong(
      SUBJECT,
      `${file} is on a disk that takes no writing`,
      'Mount it writable, or move DATABASE_URL to a volume.',
    );
  }
  if (/EACCES|EPERM/.test(cause)) {
    const next = 'Give its folder to the user that the relay runs as (1000 in the image).';
    return wrong(SUBJECT, `${file} may not be written by this user`, next);
  }
  return wrong(SUBJECT, `${file} cannot be written: ${cause}`, 'Correct DATABASE_URL.');
}

const unreadable = (file: string, cause: string): CheckResult =>
  wrong(
    SUBJECT,
    `${file} cannot be read: ${cause}`,
    'If it is no database of the relay, correct DATABASE_URL; else take your last backup.',
  );

function judgeInside(
  file: string,
  inside: Extract<DatabaseFacts['inside'], { kind: 'read' }>,
  ourFormat: number,
): readonly CheckResult[] {
  const { complaints, format, brokenAt } = inside;
  const [complaint] = complaints;
  if (complaint !== undefined) {
    const next = `Stop the relay, keep a copy, and rescue what is in it: sqlite3 ${file} .recover`;
    return [wrong(SUBJECT, `${file} is damaged: ${complaint}`, next)];
  }
  if (format > ourFormat) {
    const next = 'Run the newer version again: this one will not start with it.';
    return [wrong(SUBJECT, `${file} was written by a newer sms-relay (format ${format})`, next)];
  }
  if (brokenAt !== undefined) {
    const next = 'Somebody changed it: compare it with a backup, and change what has access to it.';
    return [wrong(SUBJECT, `the record of actions was changed at line ${brokenAt}`, next)];
  }
  return [];
}
