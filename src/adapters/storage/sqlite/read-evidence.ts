import { z } from 'zod';
import type { Evidence } from '../../../operation/change-operation.ts';

const Stored = z.record(z.string(), z.unknown());

/**
 * Reads evidence as it is stored. What cannot be read counts as none: no change compares as the same with that, while an
 * error would keep an execution under way for good, and every text of its person unanswered.
 */
export function readEvidence(text: string): Evidence {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
