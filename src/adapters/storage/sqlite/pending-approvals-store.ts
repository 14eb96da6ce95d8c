import { z } from 'zod';
import {
  APPROVAL_TTL_MS,
  type PendingApproval,
  type PendingApprovals,
} from '../../../approvals/pending-approvals.ts';
import type { PersonId } from '../../../people/person.ts';
import type { Elapsed } from '../elapsed.ts';
import { PendingApprovalRow } from '../pending-approval-row.ts';
import type { Connection } from './connection.ts';

const Moment = z.object({ person: z.string(), run: z.string(), at: z.int() });

/** Stores the questions that wait for a code in SQLite, one row a person. */
export function createPendingApprovalsStore(
  { sql, read, write }: Connection,
  elapsed: Elapsed,
): PendingApprovals {
  const find = sql.prepare('SELECT * FROM pending_approval WHERE person = ?');
  const moments = sql.prepare('SELECT person, run, at FROM pending_approval');
  const replace = sql.prepare(
    `INSERT OR REPLACE INTO pending_approval
     (person, run, at, action, input, face, question, digest, evidence, latest, code)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const removeRun = sql.prepare('DELETE FROM pending_approval WHERE person = ? AND run = ?');
  const remove = sql.prepare('DELETE FROM pending_approval WHERE person = ?');
  for (const row of moments.all()) isGood(Moment.parse(row)); // the time runs from the start on

  function isGood({ person, run, at }: z.infer<typeof Moment>): boolean {
    return elapsed.since(person, { at, id: run }) <= APPROVAL_TTL_MS;
  }

  function pendingOf(person: PersonId): PendingApproval | undefined {
    const row = find.get(person);
    return row && isGood(Moment.parse(row)) ? PendingApprovalRow.parse(row) : undefined;
  }

  function removeExpired(): void {
    for (const row of moments.all()) {
      const moment = Moment.parse(row);
      if (!isGood(moment)) remove.run(moment.person);
    }
  }

  return {
    add: ({ person, run, digest, evidence, latest, codeHash, ...asked }, { replaces }) =>
      write(() => {
        if (!replaces && pendingOf(person)) return false;
        removeExpired();
        const at = elapsed.start(person, run);
        const { action, input, face, question } = asked;
        const target = [action, JSON.stringify(input), face, question, digest] as const;
        const seen = JSON.stringify(evidence);
        replace.run(person, run, at, ...target, seen, latest ?? null, codeHash);
        return true;
      }),
    async get(person) {
      const row = await read(() => find.get(person));
      if (!row) return undefined;
      const moment = Moment.parse(row);
      if (isGood(moment)) return PendingApprovalRow.parse(row);
      // Deleted when it is seen: a restart after the clock was set back would revive it.
      await write(() => void removeRun.run(person, moment.run));
      return undefined;
    },
    redeem: (person, run) =>
      write(() => pendingOf(person)?.run === run && removeRun.run(person, run).changes === 1),
    remove: (person) => write(() => void remove.run(person)),
  };
}
