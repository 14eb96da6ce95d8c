import { z } from 'zod';
import type { ControlSession } from './control-session.ts';

/** Replicas listen to this channel: the one that led has left. */
export const LEADER_LEFT = 'relay_leader_left';

/** The lock of the leader: any two numbers, but the same in all replicas. */
const LOCK = '20201, 1';
const HOLDS_LOCK = `locktype = 'advisory' AND (classid, objid, objsubid) = (20201, 1, 2) AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const Token = z.object({ token: z.coerce.number() });
const Term = Token.extend({ not_before_ms: z.coerce.number() });

/**
 * One statement, so that the lock is never held without the term on record: a sub-select that does not refer to the row
 * runs once, before the row is changed. The lock of a leader may be free before it knows: the server has ended its
 * connection, or was itself started again. So the new term waits until the one before has ended by its own clock.
 */
const TRY_LEAD = `WITH before AS (SELECT replica, renewed_at FROM leadership)
  UPDATE leadership AS l
  SET token = l.token + 1, replica = $1, pid = pg_backend_pid(), renewed_at = clock_timestamp()
  WHERE (SELECT pg_try_advisory_lock(${LOCK}))
  RETURNING l.token, (SELECT CASE WHEN before.replica <> $1 THEN greatest(0, ceil(extract(epoch FROM
    before.renewed_at + $2 * interval '1 ms' - clock_timestamp()) * 1000)) ELSE 0 END FROM before) AS not_before_ms`;
const RENEW = `UPDATE leadership SET renewed_at = clock_timestamp()
  WHERE token = $1 AND replica = $2 AND pid = pg_backend_pid() RETURNING token`;
const END_FROZEN = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE ${HOLDS_LOCK}
  AND pid = (SELECT pid FROM leadership WHERE renewed_at < clock_timestamp() - $1 * interval '1 ms')`;
const RESIGN = `WITH resigned AS (
    UPDATE leadership SET replica = NULL, pid = NULL WHERE replica = $1 AND pid = pg_backend_pid() RETURNING token),
  gone AS (DELETE FROM replica WHERE id = $1)
  SELECT pg_advisory_unlock_all(), pg_notify('${LEADER_LEFT}', '') FROM resigned`;

/** Tries to begin a term. Its token is greater than those of all earlier ones. */
export async function tryLead(
  session: ControlSession,
  replica: string,
  termMs: number,
): Promise<{ readonly token: number; readonly notBeforeMs: number } | undefined> {
  const [row] = await session.query(Term, TRY_LEAD, replica, termMs);
  return row && { token: row.token, notBeforeMs: row.not_before_ms };
}

/** Renews a term. Returns false when it has ended: another replica leads. */
export async function renewTerm(
  session: ControlSession,
  replica: string,
  token: number,
): Promise<boolean> {
  const rows = await session.query(Token, RENEW, token, replica);
  return rows.length > 0;
}

/** Ends the connection of a leader that has not renewed its term in time, which releases its lock. Returns false without one. */
export async function endFrozenLeader(session: ControlSession, termMs: number): Promise<boolean> {
  const ended = await session.query(z.unknown(), END_FROZEN, termMs);
  return ended.length > 0;
}

/** Leaves: the lease ends, and so does the term, if this replica leads. */
export async function leave(session: ControlSession, replica: string): Promise<void> {
  await session.query(z.unknown(), RESIGN, replica);
}
