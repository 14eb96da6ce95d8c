import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type Caller, LOOK_ONLY, mayChange, mayRead } from '../people/caller.ts';
import type { CallLimit } from './call-limit.ts';
import type { Catalogue } from './catalogue.ts';
import type { ChangeOperation } from './change-operation.ts';
import { formatFinding } from './format-finding.ts';
import { isNote, isRead } from './operation.ts';
import type { Answer, ReadOperation } from './read-operation.ts';

/** The result of an invocation. */
export type Invoked =
  | { readonly is: 'answer'; readonly answer: Answer }
  | { readonly is: 'failed'; readonly failure: Failure }
  /** A change was not refused: `text` is the question to the person, and `footer` how to confirm it. */
  | ({ readonly is: 'asked' } & Required<Asked>)
  | { readonly is: 'refused'; readonly text: string };

/** Words for the person. With a footer they are a question that waits for a code. */
interface Asked {
  readonly text: string;
  readonly footer?: string;
}

/** The one door to the catalogue: no face calls an operation in any other way. */
export type Invoke = (caller: Caller, name: string, input: unknown) => Promise<Invoked>;

interface Dependencies {
  readonly catalogue: Catalogue;
  /** Asks the person for a code; only an approval executes a change, and records it. */
  readonly ask: (request: {
    readonly caller: Caller;
    readonly change: ChangeOperation;
    readonly input: unknown;
  }) => Promise<Asked>;
  readonly limit: CallLimit;
}

const UNKNOWN = 'Nobody here can do that.';
const TOO_MANY = 'Too much was asked for at once. Try again in a minute.';

export function createInvoke({ catalogue, ask, limit }: Dependencies): Invoke {
  async function requestChange(
    caller: Caller,
    change: ChangeOperation,
    input: unknown,
  ): Promise<Invoked> {
    const { text, footer } = await ask({ caller, change, input });
    return footer === undefined ? { is: 'refused', text } : { is: 'asked', text, footer };
  }

  async function answer(called: ReturnType<ReadOperation['call']>): Promise<Invoked> {
    const result = await called;
    return result.ok
      ? { is: 'answer', answer: result.value }
      : { is: 'failed', failure: result.error };
  }

  return async (caller, name, input) => {
    const operation = catalogue.find(name);
    if (!operation) return { is: 'refused', text: UNKNOWN };
    const isAllowed = isRead(operation) ? mayRead(caller) : mayChange(caller);
    if (!isAllowed) return { is: 'refused', text: LOOK_ONLY };
    if (!limit.take(caller, operation.risk)) return { is: 'refused', text: TOO_MANY };
    if (isRead(operation)) return answer(operation.call(input));
    if (isNote(operation)) return answer(operation.call(input, caller));
    return requestChange(caller, operation, input);
  };
}

/** Formats the result of an invocation. A question ends with how to confirm it. */
export function describeInvoked(invoked: Invoked, time: LocalTime): Asked {
  switch (invoked.is) {
    case 'answer':
      return { text: formatFinding(invoked.answer.format(time), time) };
    case 'failed':
      return { text: describeFailure(invoked.failure, time) };
    case 'asked':
      return { text: invoked.text, footer: invoked.footer };
    case 'refused':
      return { text: invoked.text };
    default:
      return invoked satisfies never;
  }
}
