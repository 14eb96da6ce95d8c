/** Migrates to format 22: the costs of texts by month, the importance of a text, and the newest receipt of each channel. */
export const MIGRATION_22 = `
  CREATE TABLE text_month (
    month TEXT PRIMARY KEY,
    received INTEGER NOT NULL DEFAULT 0,
    sent INTEGER NOT NULL DEFAULT 0,
    dropped INTEGER NOT NULL DEFAULT 0,
    micros INTEGER NOT NULL DEFAULT 0,
    billed_micros INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE receipt (channel TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  ALTER TABLE outbox ADD COLUMN importance TEXT NOT NULL DEFAULT 'other';
  ALTER TABLE handover ADD COLUMN month TEXT;
  ALTER TABLE handover ADD COLUMN micros INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE handover ADD COLUMN is_billed INTEGER NOT NULL DEFAULT 0;`;
