import type { Assistant } from '../assistant/assistant.ts';
import type { AiCommand } from '../assistant/commands.ts';
import { addressedQuestion, isPlainQuestion, isSentence } from '../assistant/question-detection.ts';

/** Decides which texts are questions for the assistant. */
export interface AssistantRouting extends Assistant {
  /** The screen on which every text that is no command is a question. */
  readonly screen: string;
  readonly command: AiCommand;
  /** Returns the question when a text can be nothing else. */
  readonly definiteQuestion: (text: string, screen: string) => string | undefined;
  /** Returns true when a text that matches no name may be meant as a question. */
  readonly maybeQuestion: (text: string) => boolean;
}

interface Dependencies extends Pick<AssistantRouting, 'screen' | 'command'> {
  readonly assistant: Assistant;
  /** When true, sentences are questions on every screen. */
  readonly takesSentences: boolean;
}

/** Polite words, and words that leave or answer something: not worth the money of a question. */
const NO_QUESTION =
  /^(?:thanks?|thank you|thx|ty|ok|okay|no|nope|yes|yep|bye|goodbye|exit|leave|done|great|cool|nice|stop|quit|end|help|start|cancel|home|menu|back)(?: please| you)?$/;

const LETTERS = /\p{L}{2}/u;

export const createAssistantRouting = ({
  assistant,
  screen,
  command,
  takesSentences,
}: Dependencies): AssistantRouting => ({
  ...assistant,
  screen,
  command,
  definiteQuestion(text, at) {
    const isHere = at === screen && LETTERS.test(text) && !NO_QUESTION.test(wordsOf(text));
    const isPlain = isHere || (takesSentences && isPlainQuestion(text));
    return addressedQuestion(text) ?? (isPlain ? text : undefined);
  },
  maybeQuestion: (text) => takesSentences && isSentence(text),
});

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\s]/gu, '')
    .trim();
