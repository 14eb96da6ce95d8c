import { type Audit, firstBroken } from '../audit/audit.ts';

/** Verifies that the record was not changed, and describes the result. */
export async function verifyAudit(
  audit: Audit,
): Promise<{ readonly text: string; readonly isIntact: boolean }> {
  const broken = await firstBroken(audit.all());
  if (broken !== undefined) {
    return { text: `The record is broken at line ${broken}.\n`, isIntact: false };
  }
  const [newest] = await audit.last(1);
  return { text: `${newest?.seq ?? 0} lines, none changed.\n`, isIntact: true };
}
