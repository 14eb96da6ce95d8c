import type { Face } from '../people/caller.ts';
import type { Person, PersonId } from '../people/person.ts';
import type { Transition } from './alert-book.ts';
import type { AlertStore } from './alert-store.ts';
import type { Decision } from './decision.ts';
import type { Wording } from './describe-incident.ts';
import type { AlertReader } from './reader.ts';

/** A line of the record about an incident. */
export interface AlertRecord extends Transition {
  readonly at: number;
  /** The person who caused it; missing when time or a source did. */
  readonly by?: { readonly id: string; readonly face: Face } | undefined;
}

/** A text about alerts; a critical one goes out also when the month's limit for texts is used up. */
export interface AlertNotice extends Wording {
  readonly importance?: 'critical' | undefined;
}

/** The stores and effects of one transaction about alerts. */
export interface AlertTransaction {
  readonly alerts: AlertStore;
  /** Sends a person a text of its own, once for each key. */
  readonly notify: (person: PersonId, key: string, words: AlertNotice) => Promise<void>;
  readonly record: (line: AlertRecord) => Promise<void>;
  /** Returns true for somebody who gets no texts at all: locked out, or opted out. */
  readonly isUnreachable: (person: Person) => Promise<boolean>;
}

/** A decision with everything it reads, and the stores to save it in. */
export interface AlertSession {
  readonly decision: Decision;
  readonly readers: ReadonlyMap<string, AlertReader>;
  readonly tx: AlertTransaction;
}
