import type { ApprovalStores } from '../../../approvals/approval-stores.ts';
import type { Clock } from '../../../core/clock.ts';
import { createElapsed } from '../elapsed.ts';
import { createAuditStore } from './audit-store.ts';
import type { Connection } from './connection.ts';
import { createEvidenceStore } from './evidence-store.ts';
import { createPendingApprovalsStore } from './pending-approvals-store.ts';
import { createSqliteConfirmedCodes } from './sqlite-confirmed-codes.ts';
import { createSqliteWrongCodes } from './sqlite-wrong-codes.ts';
import { createSuspensionStore } from './suspension-store.ts';
import { createUsedCodesStore } from './used-codes-store.ts';

/** Opens the stores of the approvals on connections to one database; what they measure of the time is shared. */
export function openApprovalStores(clock: Clock): (connection: Connection) => ApprovalStores {
  const [sinceWrong, sinceAsked] = [createElapsed(clock), createElapsed(clock)];
  return (connection) => ({
    audit: createAuditStore(connection),
    evidence: createEvidenceStore(connection),
    pendingApprovals: createPendingApprovalsStore(connection, sinceAsked),
    wrongCodes: createSqliteWrongCodes(connection, sinceWrong),
    confirmedCodes: createSqliteConfirmedCodes(connection),
    usedCodes: createUsedCodesStore(connection),
    suspensions: createSuspensionStore(connection),
  });
}
