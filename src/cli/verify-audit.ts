import { type Audit, firstBroken } from '../audit/audit.ts';

/** Verifies that the record was not changed, and describes the result. */
export function verifyAudit(audit: Audit): { readonly text: string; readonly isIntact: boolean } {
  const broken = firstBroken(audit.all());
  if (broken !== undefined) {
    return { text: `The record is broken at line ${broken}.\n`, isIntact: false };
  }
  const [newest] = audit.last(1);
  return { text: `${newest?.seq ?? 0} lines, none changed.\n`, isIntact: true };
}
