/**
 * The table of the replica that leads: one row. `token` grows with every term, so that a write that carries an older
 * one can be refused. `pid` is the server's process that holds the lock of the leader.
 */
export const LEADERSHIP_TABLE = `
  CREATE TABLE leadership (
    id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
    token bigint NOT NULL,
    replica uuid,
    pid integer,
    renewed_at timestamptz NOT NULL
  );
  INSERT INTO leadership (token, renewed_at) VALUES (0, now());`;
