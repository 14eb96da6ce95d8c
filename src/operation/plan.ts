import type { Evidence, Plan } from './change-operation.ts';
import { digestId } from './digest-id.ts';

interface Seen {
  readonly question: string;
  readonly note?: string | undefined;
  /** What tells the thing, as it is, from another one, and from itself after a restart. */
  readonly identity: unknown;
  readonly evidence?: Evidence | undefined;
}

/** A plan whose code is good for what was asked, and for the very thing that was looked at. */
export const planOf = ({ question, note, identity, evidence }: Seen): Plan => ({
  question,
  note,
  digest: digestId(question, JSON.stringify(identity)),
  evidence,
});
