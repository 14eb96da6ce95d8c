import type { Result } from '../core/result.ts';
import type { AssistantError } from './assistant-error.ts';
import type { Meter } from './budget.ts';

/** One thing that was said; only words, no tools: those are looked at anew for every question. */
export interface Turn {
  readonly by: 'person' | 'claude';
  readonly text: string;
}

/** Something the model may look at, or propose. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** JSON schema of its input. */
  readonly schema: { readonly type: 'object'; readonly [key: string]: unknown };
  /** Never throws: what went wrong is something to read, too. */
  readonly call: (input: unknown) => Promise<string>;
}

/** One question, and all that may be used to answer it. */
export interface Task {
  readonly instructions: string;
  /** Oldest first; the last one is the question. */
  readonly turns: readonly Turn[];
  readonly tools: readonly ModelTool[];
  readonly meter: Meter;
  /** Nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The answer is there already, and not in the model's words. */
  readonly isOver: () => boolean;
}

/** A language model that looks at things with tools until it can answer. */
export interface Model {
  readonly name: string;
  readonly answer: (task: Task) => Promise<Result<string, AssistantError>>;
}
