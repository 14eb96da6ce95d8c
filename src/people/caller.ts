import type { People } from './people.ts';
import type { PersonId } from './person.ts';

/** The way in which a person asks: a text, a question to Claude, or a command at the console. */
export type Face = 'sms' | 'claude' | 'console';

/** A permission. */
type Scope = 'read' | 'change';

/** The person who asks, the face, and what they may do at this moment. */
export interface Caller {
  readonly id: PersonId;
  readonly face: Face;
  readonly scopes: ReadonlySet<Scope>;
}

const OPERATOR: ReadonlySet<Scope> = new Set(['read', 'change']);
const VIEWER: ReadonlySet<Scope> = new Set(['read']);

/** Creates the caller for a person. Lock-outs are not checked here: the stores refuse people who are locked out. */
export const callerOf = (people: Pick<People, 'isOperator'>, id: PersonId, face: Face): Caller => ({
  id,
  face,
  scopes: people.isOperator(id) ? OPERATOR : VIEWER,
});

export const mayChange = ({ scopes }: Pick<Caller, 'scopes'>): boolean => scopes.has('change');

export const mayRead = ({ scopes }: Pick<Caller, 'scopes'>): boolean => scopes.has('read');

/** The answer to somebody who may not change anything. */
export const LOOK_ONLY = 'This number may only look.';
