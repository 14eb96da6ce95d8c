import type { Clock } from '../core/clock.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import { err, type Result } from '../core/result.ts';
import type { Catalogue } from '../operation/catalogue.ts';
import { describeInvoked, type Invoke } from '../operation/invoke.ts';
import { type Caller, mayChange } from '../people/caller.ts';
import type { PersonId } from '../people/person.ts';
import type { TimeOfPerson } from '../people/time-of-person.ts';
import {
  ASSISTANT_ERROR_KINDS,
  type AssistantError,
  describeAssistantError,
} from './assistant-error.ts';
import type { Budget } from './budget.ts';
import { type History, toTurns } from './history.ts';
import { INSTRUCTIONS } from './instructions.ts';
import type { Model, ModelTool } from './model.ts';
import { type AssistantReply, createProposal } from './proposal.ts';
import type { Redact } from './redact.ts';
import { sanitizeAnswer } from './sanitize-answer.ts';
import { relayTools } from './tools.ts';
import { createUntrustedWrapper, type UntrustedWrapper } from './untrusted-data.ts';

/** An accepted question. */
export interface Asking {
  /** True when it waits for the question before it. */
  readonly isQueued: boolean;
  readonly answer: Promise<AssistantReply>;
}

export interface Assistant {
  readonly ask: (person: PersonId, question: string) => Asking;
  /** Ends the dialogue with this person. */
  readonly forget: (person: PersonId) => Promise<void>;
}

/** The possible outcomes of a question to the model. */
export const QUESTION_OUTCOMES = ['answered', 'proposed', ...ASSISTANT_ERROR_KINDS] as const;

export type QuestionOutcome = (typeof QUESTION_OUTCOMES)[number];

interface Dependencies {
  readonly model: Model;
  readonly budget: Budget;
  readonly history: History;
  readonly catalogue: Catalogue;
  readonly invoke: Invoke;
  /** The tools of other servers, which only read. */
  readonly externalTools: readonly ModelTool[];
  /** Returns what somebody who asks the assistant may do at this moment. */
  readonly callerOf: (person: PersonId) => Caller;
  readonly redact: Redact;
  readonly isDemo: boolean;
  /** Called with the outcome and duration of each question. Never throws. */
  readonly countQuestion?: ((outcome: QuestionOutcome, tookMs: number) => void) | undefined;
  readonly clock: Clock;
  readonly timeOf: TimeOfPerson;
  readonly log: {
    debug(facts: object, message: string): void;
    error(details: object, message: string): void;
  };
}

const MAX_SECONDS = 60;
const MAX_QUEUED = 3;
const MAX_QUESTION_LENGTH = 1600;

/** The most characters of all tool results for one question: each further step reads, and pays for, all of them again. */
const MAX_READ = 40_000;
const MAX_CALLS = 30;
const NO_ROOM = 'No room to read more: answer from what you have.';

export function createAssistant(dependencies: Dependencies): Assistant {
  const { model, budget, history, catalogue, invoke, externalTools, callerOf, redact } =
    dependencies;
  const { isDemo, countQuestion, clock, timeOf, log } = dependencies;
  const queues = createKeyedQueue();
  const queued = new Map<PersonId, number>();

  async function answer(person: PersonId, question: string): Promise<AssistantReply> {
    const words = question.slice(0, MAX_QUESTION_LENGTH).toWellFormed();
    const dialogue = await history.open(person);
    const add = (answered: string) => history.add(person, dialogue.id, toTurns(words, answered));
    const [caller, time] = [callerOf(person), timeOf(person)];
    const proposal = createProposal(
      catalogue.changes,
      async (name, input) => describeInvoked(await invoke(callerOf(person), name, input), time),
      mayChange(caller),
    );
    const tools = [...relayTools(catalogue, invoke, { caller, time }), ...externalTools];
    const asked = `[${time.today()} ${time.formatTime(time.now())}] ${words}`;
    const all = catalogue.changes.length > 0 ? [...tools, proposal.tool] : tools;
    const startedAt = clock.steady();
    const result = await withTimeout(clock, (signal) =>
      model.answer({
        instructions: INSTRUCTIONS,
        turns: [...dialogue.turns, { by: 'person', text: asked }],
        tools: limitTools(all, createUntrustedWrapper(redact), log),
        meter: budget.meterOf(person),
        signal,
        isOver: () => proposal.answer() !== undefined,
      }),
    );
    const own = proposal.answer();
    const kind = result.ok ? 'answered' : result.error.kind;
    const ms = clock.steady() - startedAt;
    log.debug({ kind, ms }, 'a question to the model');
    countQuestion?.(own ? 'proposed' : kind, ms);
    if (own) await add(redact(`(The relay said: ${own.text})`));
    return own ?? toReply(result, add);
  }

  /** Converts the model's result to a reply. Every page of it begins with the speaker's name. */
  async function toReply(
    result: Result<string, AssistantError>,
    add: (answer: string) => Promise<void>,
  ): Promise<AssistantReply> {
    if (!result.ok) return { text: describeAssistantError(result.error) };
    const text = sanitizeAnswer(result.value, redact);
    if (text === '') return { text: describeAssistantError({ kind: 'invalid-response' }) };
    await add(text);
    return { text, head: isDemo ? 'DEMO Claude: ' : 'Claude: ' };
  }

  return {
    ask(person, question) {
      const waiting = queued.get(person) ?? 0;
      if (waiting >= MAX_QUEUED) {
        countQuestion?.('queue-full', 0);
        const text = describeAssistantError({ kind: 'queue-full' });
        return { isQueued: false, answer: Promise.resolve({ text }) };
      }
      queued.set(person, waiting + 1);
      const leave = () => {
        const left = (queued.get(person) ?? 1) - 1;
        if (left > 0) queued.set(person, left);
        else queued.delete(person);
      };
      const reply = queues.enqueue(person, () => answer(person, question)).finally(leave);
      return { isQueued: waiting > 0, answer: reply };
    },
    forget: (person) => history.forget(person),
  };
}

/** Limits the time of a question, so that a model that hangs affects nothing else. */
async function withTimeout(
  clock: Clock,
  work: (signal: AbortSignal) => Promise<Result<string, AssistantError>>,
): Promise<Result<string, AssistantError>> {
  const controller = new AbortController();
  const late = clock.wait(MAX_SECONDS * 1000).then(() => err<AssistantError>({ kind: 'too-slow' }));
  const result = await Promise.race([work(controller.signal), late]);
  controller.abort();
  return result;
}

/** Wraps the results of tools as untrusted data, and limits their number and total size, which cost money. */
function limitTools(
  tools: readonly ModelTool[],
  wrap: UntrustedWrapper,
  log: Dependencies['log'],
): readonly ModelTool[] {
  let room = MAX_READ;
  let calls = 0;
  return tools.map((tool) => ({
    ...tool,
    async call(input) {
      calls += 1;
      if (room <= 0 || calls > MAX_CALLS) return NO_ROOM;
      const found = await tool.call(input).catch((cause: unknown) => {
        log.error({ err: cause, tool: tool.name }, 'a tool failed');
        return 'This tool is broken.';
      });
      if (room <= 0) return NO_ROOM; // used up by tools called at the same time
      const wrapped = wrap(tool.name, found);
      room -= wrapped.length;
      return wrapped;
    },
  }));
}
