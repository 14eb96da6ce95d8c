const OPENER = /^(?:is|are|what|who|why|how|does|did|can)(?![\p{L}\p{N}])/iu;

/** Whether a text asks something, so that an OK would be taken for a yes. */
export const isQuestion = (text: string): boolean =>
  text.replaceAll(/[\s!.]/g, '').endsWith('?') || OPENER.test(text.trim());
