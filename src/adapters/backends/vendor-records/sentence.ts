/** Returns a text of several words. A lone word is the name of a category, and says nothing that happened. */
export const sentenceOf = (text: string | undefined): string | undefined =>
  text !== undefined && /\S \S+ \S/.test(text) ? text : undefined;
