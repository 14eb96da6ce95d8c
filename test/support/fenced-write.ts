/** A table for the writes of leaders. */
export const WRITTEN_TABLE =
  'CREATE TABLE written (seq bigserial PRIMARY KEY, token bigint, replica text)';

/** A write that only the leader may do. It holds back the next term until it is committed. */
export const FENCED_WRITE = `INSERT INTO written (token, replica)
  SELECT token, $2 FROM (SELECT token FROM leadership WHERE token = $1 FOR SHARE) AS held`;
