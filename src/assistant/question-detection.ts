/** A prefix that addresses a question to the assistant: `ask why is plex slow`. */
const ADDRESSED = /^\s*(?:ask|claude|ai)\b[\s,:]+(?=[^\s,:]\S*\s+\S)/i;

const OPENERS =
  /^(?:what|why|how|when|where|which|who|whose|is|are|was|were|does|do|did|can|could|should|would|will|has|have|had|any|anything|everything|show|tell|explain|list|summari[sz]e|compare|find|give)$/i;

const MAX_WORDS_OF_A_NAME = 2;

/** Returns the question in `ask why is plex slow`; `undefined` without such a prefix. */
export function addressedQuestion(text: string): string | undefined {
  const question = text.replace(ADDRESSED, '');
  return question === text ? undefined : question;
}

/** Returns true when a text is addressed to Claude: `ask why`, `ai cost`. */
export const isAddressed = (text: string): boolean => /^\s*(?:ask|claude|ai)\s+\S/i.test(text);

/** Returns true when a text can only be a question: it ends like one, or begins like one and is long enough. */
export function isPlainQuestion(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const [first = ''] = words;
  if (words.length > 1 && /\?\s*$/.test(text)) return true;
  return words.length > MAX_WORDS_OF_A_NAME && OPENERS.test(first);
}

/** Returns true for more words than names have. Called only when nothing has that name. */
export const isSentence = (text: string): boolean =>
  text.trim().split(/\s+/).length > MAX_WORDS_OF_A_NAME;
