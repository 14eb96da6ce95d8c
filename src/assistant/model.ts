import type { Result } from '../core/result.ts';
import type { AssistantError } from './assistant-error.ts';
import type { Meter } from './budget.ts';

/** One message of a dialogue: only text, no tool results, which are read anew for every question. */
export interface Turn {
  readonly by: 'person' | 'claude';
  readonly text: string;
}

/** A tool of the model: it reads something, or proposes a change. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  /** The JSON schema of its input. */
  readonly schema: { readonly type: 'object'; readonly [key: string]: unknown };
  /** Never throws: errors are returned as text for the model. */
  readonly call: (input: unknown) => Promise<string>;
}

/** One question, and everything that may be used to answer it. */
export interface Task {
  readonly instructions: string;
  /** Oldest first; the last one is the question. */
  readonly turns: readonly Turn[];
  readonly tools: readonly ModelTool[];
  readonly meter: Meter;
  /** Aborted when the answer is no longer needed. */
  readonly signal: AbortSignal;
  /** Returns true when the relay itself has answered the question already. */
  readonly isOver: () => boolean;
}

/** A language model that calls tools until it can answer. */
export interface Model {
  readonly name: string;
  readonly answer: (task: Task) => Promise<Result<string, AssistantError>>;
}
