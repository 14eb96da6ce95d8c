import { z } from 'zod';
import {
  APPROVAL_TTL_MS,
  type PendingApproval,
  type PendingApprovals,
} from '../../../approvals/pending-approvals.ts';
import type { PersonId } from '../../../people/person.ts';
import type { Elapsed } from '../elapsed.ts';
import { PendingApprovalRow } from '../pending-approval-row.ts';
import { createBatcher } from './batcher.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';

const Moment = z.object({ person: z.string(), run: z.string(), at: z.int() });

const FIND = statement('SELECT * FROM pending_approval WHERE person = $1');
const FIND_ALL = statement('SELECT * FROM pending_approval WHERE person = ANY($1)');
const MOMENTS = statement('SELECT person, run, at FROM pending_approval');
const COLUMNS = 'person, run, at, action, input, face, question, digest, evidence, latest, code';
const REPLACE = statement(
  `INSERT INTO pending_approval (${COLUMNS})
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   ON CONFLICT (person) DO UPDATE SET (${COLUMNS}) = ROW (excluded.person, excluded.run, excluded.at,
     excluded.action, excluded.input, excluded.face, excluded.question, excluded.digest, excluded.evidence,
     excluded.latest, excluded.code)`,
);
const DELETE_RUN = statement('DELETE FROM pending_approval WHERE person = $1 AND run = $2');
const DELETE = statement('DELETE FROM pending_approval WHERE person = $1');

/** Stores the questions that wait for a code, one row a person. */
export function createPendingApprovalsStore(
  connection: PgConnection,
  elapsed: Elapsed,
): PendingApprovals {
  const isGood = ({ person, run, at }: z.infer<typeof Moment>): boolean =>
    elapsed.since(person, { at, id: run }) <= APPROVAL_TTL_MS;

  async function pendingOf(
    inside: PgConnection,
    person: PersonId,
  ): Promise<PendingApproval | undefined> {
    const row = await firstRow(inside, FIND, person);
    return row && isGood(Moment.parse(row)) ? PendingApprovalRow.parse(row) : undefined;
  }

  /** Half of all texts could be the answer to a question: those of a turn look together. */
  const findInBatch = createBatcher({
    async run(people: readonly PersonId[]) {
      const rows = await connection.rows(FIND_ALL, people);
      const found = new Map(rows.map((row) => [row['person'], row]));
      return people.map((person) => ({ row: found.get(person) }));
    },
  });

  async function removeExpired(inside: PgConnection): Promise<void> {
    for (const row of await inside.rows(MOMENTS)) {
      const moment = Moment.parse(row);
      if (!isGood(moment)) await inside.run(DELETE_RUN, moment.person, moment.run);
    }
  }

  return {
    add: ({ person, run, digest, evidence, latest, codeHash, ...asked }, { replaces }) =>
      connection.decide(async (inside) => {
        if (!replaces && (await pendingOf(inside, person))) return false;
        await removeExpired(inside);
        const at = elapsed.start(person, run);
        const { action, input, face, question } = asked;
        const target = [action, JSON.stringify(input), face, question, digest];
        const seen = JSON.stringify(evidence);
        await inside.run(REPLACE, person, run, at, ...target, seen, latest ?? null, codeHash);
        return true;
      }),
    async get(person) {
      const { row } = await findInBatch(person);
      if (!row) return undefined;
      const moment = Moment.parse(row);
      if (isGood(moment)) return PendingApprovalRow.parse(row);
      // Deleted when it is seen: a restart after the clock was set back would revive it.
      await connection.run(DELETE_RUN, person, moment.run);
      return undefined;
    },
    redeem: (person, run) =>
      connection.decide(
        async (inside) =>
          (await pendingOf(inside, person))?.run === run &&
          (await inside.run(DELETE_RUN, person, run)) === 1,
      ),
    async remove(person) {
      await connection.run(DELETE, person);
    },
  };
}
