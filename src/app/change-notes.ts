import { z } from 'zod';
import type { AlertStore } from '../alerts/alert-store.ts';
import { noteRequest, noteRequestEnd } from '../alerts/note-request.ts';
import type { ApprovalTransaction } from '../approvals/approval-stores.ts';
import type { Audit, AuditEntry } from '../audit/audit.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import type { Transact } from '../store/transact.ts';

interface Options {
  readonly findChange: Catalogue['findChange'];
  /** Names a person. */
  readonly nameOf: (id: string) => string;
}

const Input = z.record(z.string(), z.string());

/** Notes, in the transactions of the approvals, which changes are sent: alerts that begin or end after them refer to them. */
export const withChangeNotes =
  (
    transact: Transact<ApprovalTransaction & { readonly alerts: AlertStore }>,
    options: Options,
  ): Transact<ApprovalTransaction> =>
  (work) =>
    transact((tx) => work({ ...tx, audit: notingAudit(tx, options) }));

function notingAudit(
  { audit, alerts }: { readonly audit: Audit; readonly alerts: AlertStore },
  { findChange, nameOf }: Options,
): Audit {
  async function noteBegin({ run, at, action, input, who }: AuditEntry): Promise<void> {
    const change = findChange(action);
    const read = Input.safeParse(JSON.parse(input));
    if (!change || !read.success) return;
    const about = { run, at, operation: action, verb: change.verb, input: read.data };
    await noteRequest(alerts, { ...about, by: nameOf(who) });
  }

  return {
    ...audit,
    async begin(entry, latest) {
      const isFirst = await audit.begin(entry, latest);
      if (isFirst) await noteBegin(entry);
      return isFirst;
    },
    async end(entry) {
      const isFirst = await audit.end(entry);
      const { run, event } = entry;
      // One that could not be confirmed may have been made all the same.
      if (isFirst && event !== 'unconfirmed') {
        await noteRequestEnd(alerts, { run, isDone: event === 'done' });
      }
      return isFirst;
    },
  };
}
