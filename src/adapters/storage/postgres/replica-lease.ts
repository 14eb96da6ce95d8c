import { z } from 'zod';
import type { Replica } from '../../../store/leadership.ts';
import type { ControlSession } from './control-session.ts';
import type { DatabaseClock } from './database-clock.ts';

const Now = z.object({ now: z.coerce.number() });
const Alive = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  started_at: z.coerce.number(),
  is_leader: z.boolean(),
});

const RENEW = `INSERT INTO replica AS r (id, name, version, lease_until)
  VALUES ($1, $2, $3, now() + $4 * interval '1 ms')
  ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until
  RETURNING extract(epoch FROM clock_timestamp()) * 1000 AS now`;
const ALIVE = `SELECT r.id, r.name, r.version, extract(epoch FROM r.started_at) * 1000 AS started_at,
    l.replica IS NOT NULL AS is_leader
  FROM replica AS r
  LEFT JOIN leadership AS l ON l.replica = r.id AND l.renewed_at > now() - $1 * interval '1 ms'
  WHERE r.lease_until > now() ORDER BY r.started_at, r.id`;
const DELETE_OLD = `DELETE FROM replica WHERE lease_until < now() - interval '1 day'`;

/** The replicas with a valid lease, and which of them leads. */
export interface AliveReplicas {
  readonly alive: readonly Replica[];
  readonly leader: Replica | undefined;
}

/** Renews the lease of a replica, and reads the database's clock with it. */
export async function renewLease(
  session: ControlSession,
  { id, name, version }: Replica,
  { leaseMs, clock }: { readonly leaseMs: number; readonly clock: DatabaseClock },
): Promise<void> {
  const askedAt = clock.steady();
  const [row] = await session.query(Now, RENEW, id, name, version, leaseMs);
  if (row) clock.onSample({ databaseTime: row.now, askedAt, answeredAt: clock.steady() });
}

export async function readAlive(session: ControlSession, termMs: number): Promise<AliveReplicas> {
  const rows = await session.query(Alive, ALIVE, termMs);
  const replicas = rows.map(({ id, name, version, started_at, is_leader }) => ({
    replica: { id, name, version, startedAt: Math.round(started_at) },
    isLeader: is_leader,
  }));
  return {
    alive: replicas.map(({ replica }) => replica),
    leader: replicas.find(({ isLeader }) => isLeader)?.replica,
  };
}

/** Deletes the replicas of earlier days. */
export async function deleteOldReplicas(session: ControlSession): Promise<void> {
  await session.query(z.unknown(), DELETE_OLD);
}
