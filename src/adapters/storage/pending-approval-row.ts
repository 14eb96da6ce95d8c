import { z } from 'zod';
import type { PendingApproval } from '../../approvals/pending-approvals.ts';
import { toPersonId } from '../../people/person.ts';
import { readEvidence } from './read-evidence.ts';

const Input = z.record(z.string(), z.string());

/** A question that waits for a code, as both engines store it. */
export const PendingApprovalRow = z
  .object({
    person: z.string().transform(toPersonId),
    run: z.string(),
    action: z.string(),
    input: z.string().transform((text) => Input.parse(JSON.parse(text))),
    face: z.enum(['sms', 'claude', 'console']),
    question: z.string(),
    digest: z.string(),
    evidence: z.string().transform(readEvidence),
    latest: z
      .string()
      .nullable()
      .transform((run) => run ?? undefined),
    code: z.string(),
  })
  .transform(({ code, ...row }): PendingApproval => ({ ...row, codeHash: code }));
