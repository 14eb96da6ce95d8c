import { z } from 'zod';
import type { EvidenceStore } from '../../../approvals/evidence-store.ts';
import { readEvidence } from '../read-evidence.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import type { FollowedRuns } from './followed-runs.ts';

const Row = z.object({ seen: z.string() });

const INSERT = statement('INSERT INTO evidence (run, seen, owner) VALUES ($1, $2, $3)');
const SELECT = statement('SELECT seen FROM evidence WHERE run = $1');
const DELETE = statement('DELETE FROM evidence WHERE run = $1');

interface Settings {
  readonly replica: string;
  readonly followed: FollowedRuns;
}

/** Stores the evidence of executions until they end, and the replica that follows each. */
export const createEvidenceStore = (
  connection: PgConnection,
  { replica, followed }: Settings,
): EvidenceStore => ({
  async keep(run, evidence) {
    followed.add(run);
    await connection.run(INSERT, run, JSON.stringify(evidence), replica);
  },
  async find(run) {
    const row = await firstRow(connection, SELECT, run);
    return row && readEvidence(Row.parse(row).seen);
  },
  async remove(run) {
    await connection.run(DELETE, run);
    followed.delete(run);
  },
});
