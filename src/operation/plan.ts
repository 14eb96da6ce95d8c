import type { Evidence, Plan } from './change-operation.ts';
import { digestId } from './digest-id.ts';

interface Seen {
  readonly question: string;
  readonly note?: string | undefined;
  /** The data that distinguishes the thing, as it is, from another one, and from itself after a restart. */
  readonly identity: unknown;
  readonly evidence?: Evidence | undefined;
}

/** Creates a plan whose digest covers the question and the identity of the thing that was read. */
export const planOf = ({ question, note, identity, evidence }: Seen): Plan => ({
  question,
  note,
  digest: digestId(question, JSON.stringify(identity)),
  evidence,
});
