const OPENER =
  /^(?:is|are|was|were|whats?|whos?|whose|why|hows?|when|where|which|does|did|do|can|could|should|would|will|has|have|explain)(?![\p{L}\p{N}])/iu;

/** Returns true when a text is a question, so that an OK would read as a yes. */
export const isQuestion = (text: string): boolean =>
  text.replaceAll(/[\s!.]/g, '').endsWith('?') || OPENER.test(text.trim());
