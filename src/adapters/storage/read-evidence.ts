import { z } from 'zod';
import type { PendingApproval } from '../../approvals/pending-approvals.ts';

const Stored = z.record(z.string(), z.unknown());

/**
 * Reads evidence as it is stored. What cannot be read counts as none, and whatever compares it asks again or stays open: an
 * error would keep an execution under way for good, and every text of its person unanswered.
 */
export function readEvidence(text: string): PendingApproval['evidence'] {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
