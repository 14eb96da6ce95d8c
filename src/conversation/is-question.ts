const OPENER =
  /^(?:is|are|was|were|whats?|whos?|whose|why|hows?|when|where|which|does|did|do|can|could|should|would|will|has|have|explain)(?![\p{L}\p{N}])/iu;

/** Whether a text asks something, so that an OK would be taken for a yes. */
export const isQuestion = (text: string): boolean =>
  text.replaceAll(/[\s!.]/g, '').endsWith('?') || OPENER.test(text.trim());
