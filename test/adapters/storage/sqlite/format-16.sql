-- A database as the release before wrote it (format 16): texts, an outbox, an opt-out, a record, spending, a lock-out.
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
   , trip TEXT, is_replaceable INTEGER NOT NULL DEFAULT 0, is_first INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO outbox (id, key, recipient, sender, body, at, good_until, state, open, due, attempts, handed_at, sid, code, trip, is_replaceable, is_first) VALUES (1, 'answer:SM0', '+15550100001', '+15550100000', 'waits to be sent', 1500, 9000000000000, 'waiting', 1, 1500, 0, NULL, NULL, NULL, NULL, 0, 1);
CREATE TABLE handover (
     text INTEGER NOT NULL,
     attempt INTEGER NOT NULL,
     sender TEXT NOT NULL,
     segments INTEGER NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (text, attempt)
   ) STRICT, WITHOUT ROWID;
CREATE TABLE silence (
     address TEXT PRIMARY KEY,
     code INTEGER NOT NULL,
     since INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
INSERT INTO silence (address, code, since) VALUES ('+15550100002', 21610, 1200);
CREATE TABLE audit (
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
   , trip TEXT) STRICT;
INSERT INTO audit (seq, hash, run, at, who, face, action, input, event, words, trip) VALUES (1, '801f845ab33f87eb0107d165812848a1f85e7f7beae4707f004d1146e8c839cb', 'r1', 1100, '+15550100001', 'menu', 'proxmox_reboot', '{"guest":"202"}', 'asked', 'Reboot plex?', NULL);
INSERT INTO audit (seq, hash, run, at, who, face, action, input, event, words, trip) VALUES (2, 'c0bedf87dd6638b8c837e404d83c44a5d5352605540b842a495a83674ffa1665', 'r1', 1200, '+15550100001', 'menu', 'proxmox_reboot', '{"guest":"202"}', 'started', 'Reboot plex?', 'SM1');
INSERT INTO audit (seq, hash, run, at, who, face, action, input, event, words, trip) VALUES (3, '9eba70af71aaf794540c8144ac01456d2e474ef61ac577e9633d427ae8fb7776', 'r1', 1300, '+15550100001', 'menu', 'proxmox_reboot', '{"guest":"202"}', 'done', 'Reboot plex?', NULL);
CREATE TABLE spending (
     id INTEGER PRIMARY KEY,
     day TEXT NOT NULL,
     person TEXT NOT NULL,
     at INTEGER NOT NULL,
     micros INTEGER NOT NULL CHECK (micros >= 0),
     open INTEGER NOT NULL DEFAULT 1
   ) STRICT;
INSERT INTO spending (id, day, person, at, micros, open) VALUES (1, '2026-11-27', '+15550100001', 1400, 1234, 0);
CREATE TABLE switch (name TEXT PRIMARY KEY, is_on INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO switch (name, is_on) VALUES ('assistant', 0);
CREATE TABLE used_code (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     step INTEGER NOT NULL
   ) STRICT;
CREATE TABLE "inbox" (
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
   , kind TEXT, signature BLOB) STRICT;
INSERT INTO inbox (sid, sender, recipient, at, body, media, answered, answer, way, tries, done, kind, signature) VALUES ('SM1', '+15550100001', '+15550100000', 1000, 'menu', 0, 1, 'the answer', 'response', 0, 1, 'menu', X'5B88A0A51A2412AA10D59DD99674DDE5');
INSERT INTO inbox (sid, sender, recipient, at, body, media, answered, answer, way, tries, done, kind, signature) VALUES ('SM2', '+15550100002', '+15550100000', 2000, 'pods', 0, 1, 'on its way', 'response', 0, 0, 'name', X'972AB2A7106B1223D853C83312B201A4');
INSERT INTO inbox (sid, sender, recipient, at, body, media, answered, answer, way, tries, done, kind, signature) VALUES ('SM3', '+15550100001', 'whatsapp:+15550100000', 3000, 'never answered', 1, 0, NULL, NULL, 0, 0, NULL, NULL);
CREATE TABLE probe (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;
CREATE TABLE wrong_code (
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
   ) STRICT, WITHOUT ROWID;
CREATE TABLE thing (
     subject TEXT PRIMARY KEY,
     area TEXT NOT NULL,
     name TEXT NOT NULL,
     text TEXT NOT NULL,
     screen TEXT NOT NULL,
     screen_subject TEXT,
     seen_at INTEGER NOT NULL
   , aliases TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE TABLE most_running (
     subject TEXT PRIMARY KEY,
     most INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
CREATE TABLE expected_off (
     subject TEXT PRIMARY KEY,
     name TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
CREATE TABLE blocked_client (id TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE suspended_person (person TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO suspended_person (person, at) VALUES ('+15550100002', 1700);
CREATE INDEX outbox_behind ON outbox (recipient, id) WHERE state IN ('waiting', 'handing');
CREATE INDEX outbox_sid ON outbox (sid) WHERE sid IS NOT NULL;
CREATE INDEX outbox_at ON outbox (at);
CREATE INDEX handover_at ON handover (at);
CREATE INDEX audit_run ON audit (run);
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
     BEGIN SELECT RAISE(ABORT, 'the record is never shortened'); END;
CREATE TRIGGER audit_is_final BEFORE UPDATE ON audit
     BEGIN SELECT RAISE(ABORT, 'the record is never changed'); END;
CREATE INDEX spending_day ON spending (day, person);
CREATE INDEX inbox_to_forget ON inbox (at) WHERE body IS NOT NULL;
CREATE INDEX inbox_undone ON inbox (at) WHERE done = 0;
CREATE INDEX inbox_sender ON inbox (sender, at);
CREATE INDEX outbox_first ON outbox (due, id) WHERE state IN ('waiting', 'handing') AND is_first = 1;
CREATE INDEX outbox_asked ON outbox (due) WHERE open = 1 AND NOT (state IN ('waiting', 'handing'));
CREATE INDEX handover_sender ON handover (sender, at);
CREATE UNIQUE INDEX inbox_signature ON inbox (signature) WHERE signature IS NOT NULL;
PRAGMA user_version = 16;
