import { z } from 'zod';
import type { EvidenceStore } from '../../../approvals/evidence-store.ts';
import { readEvidence } from '../read-evidence.ts';
import type { Connection } from './connection.ts';

const Row = z.object({ seen: z.string() });

/** Stores the evidence of executions in SQLite, until they end. */
export function createEvidenceStore({ sql, read, write }: Connection): EvidenceStore {
  const insert = sql.prepare('INSERT INTO evidence (run, seen) VALUES (?, ?)');
  const select = sql.prepare('SELECT seen FROM evidence WHERE run = ?');
  const remove = sql.prepare('DELETE FROM evidence WHERE run = ?');

  return {
    keep: (run, evidence) => write(() => void insert.run(run, JSON.stringify(evidence))),
    find: (run) =>
      read(() => {
        const row = select.get(run);
        return row && readEvidence(Row.parse(row).seen);
      }),
    remove: (run) => write(() => void remove.run(run)),
  };
}
