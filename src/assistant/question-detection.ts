/** Words before a question that say whom it is for: `ask why is plex slow`. */
const ADDRESSED = /^\s*(?:ask|claude|ai)\b[\s,:]+(?=[^\s,:]\S*\s+\S)/i;

const OPENERS =
  /^(?:what|why|how|when|where|which|who|whose|is|are|was|were|does|do|did|can|could|should|would|will|has|have|had|any|anything|everything|show|tell|explain|list|summari[sz]e|compare|find|give)$/i;

const MAX_WORDS_OF_A_NAME = 2;

/** The question in `ask why is plex slow`, if it is addressed so. */
export function addressedQuestion(text: string): string | undefined {
  const question = text.replace(ADDRESSED, '');
  return question === text ? undefined : question;
}

/** Whether a text is for Claude at all: `ask why`, `ai cost`. */
export const isAddressed = (text: string): boolean => /^\s*(?:ask|claude|ai)\s+\S/i.test(text);

/** Nothing but a question: it ends like one, or begins like one and goes on. */
export function isPlainQuestion(text: string): boolean {
  const words = text.trim().split(/\s+/);
  const [first = ''] = words;
  if (words.length > 1 && /\?\s*$/.test(text)) return true;
  return words.length > MAX_WORDS_OF_A_NAME && OPENERS.test(first);
}

/** More words than names of things have, once no thing has them for a name. */
export const isSentence = (text: string): boolean =>
  text.trim().split(/\s+/).length > MAX_WORDS_OF_A_NAME;
