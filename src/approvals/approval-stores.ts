import type { Audit } from '../audit/audit.ts';
import type { PersonId } from '../people/person.ts';
import type { Suspensions } from '../people/suspensions.ts';
import type { ConfirmedCodes } from './confirmed-codes.ts';
import type { EvidenceStore } from './evidence-store.ts';
import type { PendingApprovals } from './pending-approvals.ts';
import type { UsedCodes } from './second-factor.ts';
import type { WrongCodes } from './wrong-codes.ts';

/** The stores of the approvals. */
export interface ApprovalStores {
  readonly audit: Audit;
  readonly pendingApprovals: PendingApprovals;
  readonly evidence: EvidenceStore;
  readonly wrongCodes: WrongCodes;
  readonly confirmedCodes: ConfirmedCodes;
  readonly usedCodes: UsedCodes;
  readonly suspensions: Suspensions;
}

/** A text about a change, and how much it matters. */
export interface ApprovalNotice {
  readonly body: string;
  readonly importance: 'answer' | 'critical';
}

/** The stores that one transaction of the approvals changes together. */
export interface ApprovalTransaction extends ApprovalStores {
  /** Sends a person a text of its own, once for each key. */
  readonly notify: (person: PersonId, key: string, notice: ApprovalNotice) => Promise<void>;
}
