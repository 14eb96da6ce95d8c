import { z } from 'zod';
import type { MainConnection } from './connection.ts';

/** A text as it is recognised when it comes again. */
export interface KnownText {
  readonly id: number;
  readonly sid: string;
  /** A digest of its signature. */
  readonly digest: string | undefined;
}

/** The texts with an id, and with a signature, if there are any. */
interface Recognised {
  readonly bySid: number | undefined;
  readonly bySignature: number | undefined;
}

/** The ids and signatures of all texts. All calls run inside of a decision. */
export interface KnownIds {
  /** Returns the number of the text with this id. */
  readonly find: (sid: string) => number | undefined;
  /** Looks for an id and for a signature at once: of nearly every text that comes, neither is known. */
  readonly look: (sid: string, digest: string | undefined) => Recognised;
  /** Adds a text that was stored in the same transaction. */
  readonly add: (text: KnownText) => void;
}

/** Ids of one generation that are being written: one group in each transaction. */
interface Merge {
  readonly ids: ReadonlyMap<string, number>;
  readonly groups: readonly (readonly (readonly [string, number])[])[];
  /** The newest text among them. */
  readonly upTo: number;
  written: number;
}

const Row = z.object({ id: z.int(), sid: z.string(), digest: z.string().nullable() });
const Written = z.object({ key: z.string(), text: z.int() });
const Mark = z.object({ text: z.int() });

/** The number of keys kept in memory before they are written. */
export const GENERATION = 8192;

/** No id begins like this. */
const keyOfSignature = (digest: string): string => `=${digest}`;

/** Keys of one group are neighbours: ids are `SM` and hexadecimal digits. */
const groupOf = (key: string): string => key.slice(0, key.startsWith('=') ? 2 : 3);

/** Copies a string that was cut out of a request, so that keeping it does not keep the whole request. */
const copy = (text: string): string => Buffer.from(text).toString();

/**
 * Keeps the ids of the newest texts in memory, and those of all others in a table. Ids are random: an index that took
 * them one by one would rewrite one of its pages for every text, which costs more than the text itself.
 */
export function createKnownIds({ sql, transaction, undo }: MainConnection): KnownIds {
  const select = sql.prepare('SELECT text FROM known_id WHERE key = ?');
  const selectTwo = sql.prepare('SELECT key, text FROM known_id WHERE key IN (?, ?)');
  const insert = sql.prepare('INSERT OR IGNORE INTO known_id (key, text) VALUES (?, ?)');
  const readMark = sql.prepare("SELECT text FROM inbox_mark WHERE name = 'known'");
  const moveMark = sql.prepare(
    "UPDATE inbox_mark SET text = :text WHERE name = 'known' AND text < :text",
  );
  const newer = sql.prepare(
    'SELECT id, sid, lower(hex(signature)) AS digest FROM inbox WHERE id > ? ORDER BY id',
  );
  const fileVersion = sql.prepare('PRAGMA data_version');

  let recent = new Map<string, number>();
  let newest = Mark.parse(readMark.get()).text;
  let version: unknown;
  let checkedIn: number | undefined;
  let merge: Merge | undefined;

  /** Compares memory with the file, once in a transaction: another process may have stored texts. */
  function refresh(): void {
    if (checkedIn === transaction()) return;
    checkedIn = transaction();
    const present = fileVersion.get()?.['data_version'];
    if (present !== version) readNewer();
    version = present;
    writeSome();
  }

  function readNewer(): void {
    for (const row of newer.all(newest)) {
      const { id, sid, digest } = Row.parse(row);
      remember({ id, sid, digest: digest === null || digest === '' ? undefined : digest });
    }
  }

  function remember({ id, sid, digest }: KnownText): void {
    recent.set(copy(sid), id);
    if (digest !== undefined) recent.set(keyOfSignature(digest), id);
    newest = id;
  }

  /** Writes a group of ids, if enough have come together; a transaction later nothing of that can be lost. */
  function writeSome(): void {
    if (merge && merge.written > merge.groups.length) merge = undefined;
    if (!merge && recent.size < GENERATION) return;
    merge ??= beginMerge();
    const present = merge;
    const group = present.groups[present.written];
    for (const [key, id] of group ?? []) insert.run(key, id);
    if (!group) moveMark.run({ text: present.upTo });
    present.written += 1;
    undo(() => {
      present.written -= 1;
    });
  }

  function beginMerge(): Merge {
    const ids = recent;
    recent = new Map();
    const groups = [...Map.groupBy(ids, ([key]) => groupOf(key)).values()];
    return { ids, groups, upTo: newest, written: 0 };
  }

  /** Finds an id that is not in the table, or may not be yet. */
  const findRecent = (key: string): number | undefined => recent.get(key) ?? merge?.ids.get(key);

  function find(key: string): number | undefined {
    refresh();
    const id = findRecent(key);
    if (id !== undefined) return id;
    const row = select.get(key);
    return row && Mark.parse(row).text;
  }

  return {
    find,
    look(sid, digest) {
      refresh();
      const key = digest === undefined ? undefined : keyOfSignature(digest);
      const rows = selectTwo.all(sid, key ?? sid).map((row) => Written.parse(row));
      const textOf = (wanted: string): number | undefined =>
        findRecent(wanted) ?? rows.find((row) => row.key === wanted)?.text;
      return { bySid: textOf(sid), bySignature: key === undefined ? undefined : textOf(key) };
    },
    add(text) {
      const before = newest;
      remember(text);
      undo(() => {
        newest = before;
        recent.delete(text.sid);
        if (text.digest !== undefined) recent.delete(keyOfSignature(text.digest));
      });
    },
  };
}
