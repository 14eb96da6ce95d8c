import type { Clock } from '../core/clock.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { LocalTime } from '../core/local-time.ts';
import type { PhoneNumber } from '../core/phone-number.ts';
import { err, type Result } from '../core/result.ts';
import type { Action } from '../operation/change-operation.ts';
import {
  ASSISTANT_ERROR_KINDS,
  type AssistantError,
  describeAssistantError,
} from './assistant-error.ts';
import type { Budget } from './budget.ts';
import { createHistory } from './history.ts';
import { INSTRUCTIONS } from './instructions.ts';
import type { Model, ModelTool } from './model.ts';
import { type AssistantReply, createProposal } from './proposal.ts';
import type { Redact } from './redact.ts';
import { sanitizeAnswer } from './sanitize-answer.ts';
import { createUntrustedWrapper, type UntrustedWrapper } from './untrusted-data.ts';

/** A question that was taken: it may have to wait for the one before it. */
export interface Asking {
  readonly isQueued: boolean;
  readonly answer: Promise<AssistantReply>;
}

export interface Assistant {
  readonly ask: (person: PhoneNumber, question: string) => Asking;
  /** What was said with this person is over. */
  readonly forget: (person: PhoneNumber) => void;
}

/** How a question to the model ends. */
export const QUESTION_OUTCOMES = ['answered', 'proposed', ...ASSISTANT_ERROR_KINDS] as const;

export type QuestionOutcome = (typeof QUESTION_OUTCOMES)[number];

interface Dependencies {
  readonly model: Model;
  readonly budget: Budget;
  /** What may be looked at. */
  readonly tools: readonly ModelTool[];
  readonly actions: readonly Action[];
  readonly propose: (wish: {
    person: PhoneNumber;
    action: string;
    input: Readonly<Record<string, string>>;
    face: 'claude';
  }) => Promise<AssistantReply>;
  readonly mayAct: (person: PhoneNumber) => boolean;
  readonly mask: Redact;
  readonly isDemo: boolean;
  /** Hears how a question ended, and how long it took. Never throws. */
  readonly tally?: ((outcome: QuestionOutcome, tookMs: number) => void) | undefined;
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly log: {
    debug(facts: object, message: string): void;
    error(details: object, message: string): void;
  };
}

const MAX_SECONDS = 60;
const MAX_IN_LINE = 3;
const MAX_QUESTION_LENGTH = 1600;

/** For one question, all that tools say together: so much is read, and paid for, in every further step. */
const MAX_TO_READ = 40_000;
const MAX_CALLS = 30;
const NO_ROOM = 'No room to read more: answer from what you have.';

export function createAssistant(parts: Dependencies): Assistant {
  const { model, budget, tools, actions, propose, mayAct, mask, isDemo, tally } = parts;
  const { clock, time, log } = parts;
  const history = createHistory(clock);
  const lanes = createKeyedQueue();
  const inLine = new Map<PhoneNumber, number>();

  async function answer(person: PhoneNumber, question: string): Promise<AssistantReply> {
    const talk = history.open(person);
    const proposal = createProposal(
      actions,
      (action, input) => propose({ person, action, input, face: 'claude' }),
      mayAct(person),
    );
    const words = question.slice(0, MAX_QUESTION_LENGTH).toWellFormed();
    const asked = `[${time.today()} ${time.formatTime(time.now())}] ${words}`;
    const all = actions.length > 0 ? [...tools, proposal.tool] : tools;
    const startedAt = clock.steady();
    const result = await inTime(clock, (signal) =>
      model.answer({
        instructions: INSTRUCTIONS,
        turns: [...talk.turns, { by: 'person', text: asked }],
        tools: withinBounds(all, createUntrustedWrapper(mask), log),
        meter: budget.meterOf(person),
        signal,
        isOver: () => proposal.answer() !== undefined,
      }),
    );
    const own = proposal.answer();
    const kind = result.ok ? 'answered' : result.error.kind;
    const ms = clock.steady() - startedAt;
    log.debug({ kind, ms }, 'a question to the model');
    tally?.(own ? 'proposed' : kind, ms);
    if (own) talk.add(words, mask(`(The relay said: ${own.text})`));
    return own ?? spokenBy(result, (answered) => talk.add(words, answered));
  }

  /** Every page of it says whose words they are. */
  function spokenBy(
    result: Result<string, AssistantError>,
    add: (words: string) => void,
  ): AssistantReply {
    if (!result.ok) return { text: describeAssistantError(result.error) };
    const text = sanitizeAnswer(result.value, mask);
    if (text === '') return { text: describeAssistantError({ kind: 'invalid-response' }) };
    add(text);
    return { text, head: isDemo ? 'DEMO Claude: ' : 'Claude: ' };
  }

  return {
    ask(person, question) {
      const waiting = inLine.get(person) ?? 0;
      if (waiting >= MAX_IN_LINE) {
        tally?.('queue-full', 0);
        const text = describeAssistantError({ kind: 'queue-full' });
        return { isQueued: false, answer: Promise.resolve({ text }) };
      }
      inLine.set(person, waiting + 1);
      const leave = () => {
        const left = (inLine.get(person) ?? 1) - 1;
        if (left > 0) inLine.set(person, left);
        else inLine.delete(person);
      };
      const turn = lanes.enqueue(person, () => answer(person, question)).finally(leave);
      return { isQueued: waiting > 0, answer: turn };
    },
    forget: history.forget,
  };
}

/** A model that hangs costs its question, and nothing else. */
async function inTime(
  clock: Clock,
  work: (signal: AbortSignal) => Promise<Result<string, AssistantError>>,
): Promise<Result<string, AssistantError>> {
  const patience = new AbortController();
  const late = clock.wait(MAX_SECONDS * 1000).then(() => err<AssistantError>({ kind: 'too-slow' }));
  const result = await Promise.race([work(patience.signal), late]);
  patience.abort();
  return result;
}

/** Tools whose findings are fenced, and together never more than anybody wants to pay for. */
function withinBounds(
  tools: readonly ModelTool[],
  fence: UntrustedWrapper,
  log: Dependencies['log'],
): readonly ModelTool[] {
  let room = MAX_TO_READ;
  let calls = 0;
  return tools.map((tool) => ({
    ...tool,
    async call(input) {
      calls += 1;
      if (room <= 0 || calls > MAX_CALLS) return NO_ROOM;
      const found = await tool.call(input).catch((cause: unknown) => {
        log.error({ err: cause, tool: tool.name }, 'a tool broke');
        return 'This tool is broken.';
      });
      if (room <= 0) return NO_ROOM; // those called at once came first
      const fenced = fence(tool.name, found);
      room -= fenced.length;
      return fenced;
    },
  }));
}
