import type { Evidence } from '../operation/change-operation.ts';

/** Stores what was seen of the targets of executions until these end, so that a restart does not lose what they are compared with. */
export interface EvidenceStore {
  keep(run: string, evidence: Evidence): Promise<void>;
  /** Returns `undefined` for an execution of an older version. */
  find(run: string): Promise<Evidence | undefined>;
  remove(run: string): Promise<void>;
}
