import type { DatabaseSync } from 'node:sqlite';
import { MIGRATION_22 } from './migration-22.ts';
import { inTransaction } from './transaction.ts';

/** The migrations of the tables, in order; a released one is never changed. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE inbox (
     sid TEXT PRIMARY KEY,
     sender TEXT NOT NULL,
     at INTEGER NOT NULL,
     body TEXT,
     answered INTEGER NOT NULL DEFAULT 0,
     answer TEXT
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX inbox_to_forget ON inbox (at) WHERE body IS NOT NULL;`,

  `ALTER TABLE inbox ADD COLUMN recipient TEXT;
   ALTER TABLE inbox ADD COLUMN media INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE inbox ADD COLUMN way TEXT;
   ALTER TABLE inbox ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE inbox ADD COLUMN done INTEGER NOT NULL DEFAULT 0;
   UPDATE inbox SET done = 1;
   CREATE INDEX inbox_undone ON inbox (at) WHERE done = 0;

   CREATE TABLE outbox (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     key TEXT NOT NULL UNIQUE,
     recipient TEXT NOT NULL,
     sender TEXT,
     body TEXT,
     at INTEGER NOT NULL,
     good_until INTEGER NOT NULL,
     state TEXT NOT NULL,
     open INTEGER NOT NULL,
     due INTEGER NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0,
     handed_at INTEGER,
     sid TEXT,
     code INTEGER
   ) STRICT;
   CREATE INDEX outbox_due ON outbox (due) WHERE open = 1;
   CREATE INDEX outbox_behind ON outbox (recipient, id) WHERE state IN ('waiting', 'handing');
   CREATE INDEX outbox_sid ON outbox (sid) WHERE sid IS NOT NULL;
   CREATE INDEX outbox_at ON outbox (at);

   CREATE TABLE handover (
     text INTEGER NOT NULL,
     attempt INTEGER NOT NULL,
     sender TEXT NOT NULL,
     segments INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (text, attempt)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX handover_at ON handover (at);

   CREATE TABLE silence (
     address TEXT PRIMARY KEY,
     code INTEGER NOT NULL,
     since INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  `CREATE TABLE audit (
     seq INTEGER PRIMARY KEY,
     hash TEXT NOT NULL,
     run TEXT NOT NULL,
     at INTEGER NOT NULL,
     who TEXT NOT NULL,
     face TEXT NOT NULL,
     action TEXT NOT NULL,
     input TEXT NOT NULL,
     event TEXT NOT NULL,
     words TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_run ON audit (run);
   CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'the record is never shortened'); END;
   CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END;`,

  `CREATE TABLE spending (
     id INTEGER PRIMARY KEY,
     day TEXT NOT NULL,
     person TEXT NOT NULL,
     at INTEGER NOT NULL,
     micros INTEGER NOT NULL CHECK (micros >= 0),
     open INTEGER NOT NULL DEFAULT 1
   ) STRICT;
   CREATE INDEX spending_day ON spending (day, person);
   CREATE TABLE switch (name TEXT PRIMARY KEY, is_on INTEGER NOT NULL) STRICT, WITHOUT ROWID;`,

  `CREATE TABLE used_code (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     step INTEGER NOT NULL
   ) STRICT;`,

  'CREATE INDEX inbox_sender ON inbox (sender, at);',

  'ALTER TABLE outbox ADD COLUMN trip TEXT; ALTER TABLE audit ADD COLUMN trip TEXT;',

  // Rows are in order of arrival: texts of one moment share a page, while a primary key by id would scatter them.
  `CREATE TABLE arrived (
     sid TEXT PRIMARY KEY,
     sender TEXT NOT NULL,
     recipient TEXT,
     at INTEGER NOT NULL,
     body TEXT,
     media INTEGER NOT NULL DEFAULT 0,
     answered INTEGER NOT NULL DEFAULT 0,
     answer TEXT,
     way TEXT,
     tries INTEGER NOT NULL DEFAULT 0,
     done INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   INSERT INTO arrived (sid, sender, recipient, at, body, media, answered, answer, way, tries, done)
     SELECT sid, sender, recipient, at, body, media, answered, answer, way, tries, done
     FROM inbox ORDER BY at;
   DROP TABLE inbox;
   ALTER TABLE arrived RENAME TO inbox;
   CREATE INDEX inbox_to_forget ON inbox (at) WHERE body IS NOT NULL;
   CREATE INDEX inbox_undone ON inbox (at) WHERE done = 0;
   CREATE INDEX inbox_sender ON inbox (sender, at);`,

  // This row is written to check that the disk can be written.
  'CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;',

  // Marks the first text in the queue of each phone: the next text to send is found without reading the queue.
  `ALTER TABLE outbox ADD COLUMN is_replaceable INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE outbox ADD COLUMN is_first INTEGER NOT NULL DEFAULT 0;
   UPDATE outbox SET is_first = 1 WHERE id IN (
     SELECT min(id) FROM outbox WHERE state IN ('waiting', 'handing') GROUP BY recipient);
   DROP INDEX outbox_due;
   CREATE INDEX outbox_first ON outbox (due, id) WHERE state IN ('waiting', 'handing') AND is_first = 1;
   CREATE INDEX outbox_asked ON outbox (due) WHERE open = 1 AND NOT (state IN ('waiting', 'handing'));
   ALTER TABLE inbox ADD COLUMN kind TEXT;
   CREATE INDEX handover_sender ON handover (sender, at);`,

  // All times but "at" are durations as of then, in milliseconds.
  `CREATE TABLE wrong_code (
     person TEXT PRIMARY KEY,
     at INTEGER NOT NULL,
     ages TEXT NOT NULL,
     in_a_row INTEGER NOT NULL,
     level INTEGER NOT NULL,
     lock_ms INTEGER NOT NULL,
     wrong_unlocks INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE confirmed_code (
     person TEXT PRIMARY KEY,
     run TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  `ALTER TABLE inbox ADD COLUMN signature BLOB;
   CREATE UNIQUE INDEX inbox_signature ON inbox (signature) WHERE signature IS NOT NULL;`,

  // Names seen in the homelab, the most instances of each that ran at once, and those expected to be off.
  `CREATE TABLE thing (
     subject TEXT PRIMARY KEY,
     area TEXT NOT NULL,
     name TEXT NOT NULL,
     text TEXT NOT NULL,
     screen TEXT NOT NULL,
     screen_subject TEXT,
     seen_at INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE most_running (
     subject TEXT PRIMARY KEY,
     most INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE expected_off (
     subject TEXT PRIMARY KEY,
     name TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  // Clients blocked by the relay: sources seldom list them.
  'CREATE TABLE blocked_client (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;',

  // Numbers and addresses by which an entry is also found.
  "ALTER TABLE thing ADD COLUMN aliases TEXT NOT NULL DEFAULT '[]';",

  // People whose phone is lost: they are strangers until they are let in again.
  'CREATE TABLE suspended_person (person TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;',

  // The newest ids are looked for in memory, and written to known_id many at a time and in order: an index over random
  // ids would rewrite a page for every text.
  `CREATE TABLE received (
     id INTEGER PRIMARY KEY,
     sid TEXT NOT NULL,
     signature BLOB,
     sender TEXT NOT NULL,
     recipient TEXT,
     at INTEGER NOT NULL,
     body TEXT,
     media INTEGER NOT NULL,
     answered INTEGER NOT NULL,
     answer TEXT,
     kind TEXT,
     way TEXT,
     tries INTEGER NOT NULL DEFAULT 0,
     done INTEGER NOT NULL
   ) STRICT;
   INSERT INTO received (sid, signature, sender, recipient, at, body, media, answered, answer, kind, way, tries, done)
     SELECT sid, signature, sender, recipient, at, body, media, answered, answer, kind, way, tries, done
     FROM inbox ORDER BY rowid;
   DROP TABLE inbox;
   ALTER TABLE received RENAME TO inbox;
   CREATE TABLE known_id (key TEXT PRIMARY KEY, text INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO known_id SELECT sid, id FROM inbox;
   INSERT INTO known_id SELECT '=' || lower(hex(signature)), id FROM inbox WHERE signature IS NOT NULL;
   CREATE TABLE inbox_mark (name TEXT PRIMARY KEY, text INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO inbox_mark SELECT 'known', coalesce(max(id), 0) FROM inbox;`,
  // Questions that wait for their person's code, of which there is a hash; and the dialogues with Claude.
  `CREATE TABLE pending_approval (
     person TEXT PRIMARY KEY,
     run TEXT NOT NULL,
     at INTEGER NOT NULL,
     action TEXT NOT NULL,
     input TEXT NOT NULL,
     face TEXT NOT NULL,
     question TEXT NOT NULL,
     digest TEXT NOT NULL,
     latest TEXT,
     code TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX audit_started ON audit (action, input, seq) WHERE event = 'started';
   CREATE TABLE dialogue (
     person TEXT PRIMARY KEY,
     id TEXT NOT NULL,
     at INTEGER NOT NULL,
     turns TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  // The state of the target of each question and of each execution without an end.
  `ALTER TABLE pending_approval ADD COLUMN evidence TEXT NOT NULL DEFAULT '{}';
   CREATE TABLE evidence (run TEXT PRIMARY KEY, seen TEXT NOT NULL) STRICT, WITHOUT ROWID;`,

  // Sealed under a key that is not in the database.
  `CREATE TABLE secret (
     name TEXT PRIMARY KEY,
     purpose TEXT NOT NULL,
     host TEXT,
     key_id TEXT NOT NULL,
     nonce BLOB NOT NULL,
     sealed BLOB NOT NULL,
     created_at INTEGER NOT NULL,
     changed_at INTEGER NOT NULL
   ) STRICT;`,

  // Alerts by source and key, and the incidents that people see of them; what nothing searches for is JSON.
  `CREATE TABLE alert (
     source TEXT NOT NULL,
     key TEXT NOT NULL,
     incident TEXT,
     state TEXT NOT NULL,
     is_active INTEGER NOT NULL,
     seen_at INTEGER NOT NULL,
     data TEXT NOT NULL,
     PRIMARY KEY (source, key)
   ) STRICT;
   CREATE INDEX alert_incident ON alert (incident) WHERE incident IS NOT NULL;
   CREATE INDEX alert_heartbeat ON alert (source) WHERE state = 'heartbeat';
   CREATE TABLE incident (
     id TEXT PRIMARY KEY,
     created_at INTEGER NOT NULL,
     closed_at INTEGER,
     due_at INTEGER,
     data TEXT NOT NULL
   ) STRICT;
   CREATE INDEX incident_due ON incident (due_at) WHERE due_at IS NOT NULL;
   CREATE INDEX incident_closed ON incident (closed_at);
   CREATE TABLE alert_reader (person TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE alert_memo (name TEXT PRIMARY KEY, data TEXT NOT NULL) STRICT, WITHOUT ROWID;

   CREATE TABLE access_key (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     hash BLOB NOT NULL,
     scopes TEXT NOT NULL,
     source TEXT,
     created_at INTEGER NOT NULL,
     expires_at INTEGER,
     used_at INTEGER,
     revoked_at INTEGER
   ) STRICT;
   CREATE UNIQUE INDEX access_key_name ON access_key (name) WHERE revoked_at IS NULL;`,

  MIGRATION_22,
];

/** The format version of the tables that this release writes; earlier ones are migrated. */
export const FORMAT = MIGRATIONS.length;

/** Explains why a database of a later release is not opened: this one cannot see what it would break. */
export const newerFormat = (format: number): string =>
  `was written by a newer sms-relay (format ${format}, this one reads ${FORMAT}): start that version, or restore a backup from before it`;

/** Runs the migrations that the database has not had yet. */
export function migrate(sql: DatabaseSync): void {
  inTransaction(sql, () => {
    const version = Number(sql.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > FORMAT) throw new Error(newerFormat(version));
    for (const step of MIGRATIONS.slice(version)) sql.exec(step);
    sql.exec(`PRAGMA user_version = ${FORMAT}`);
  });
}
