/** What is said to one text. No text means an empty response, which is an answer too. */
export interface Reply {
  readonly text?: string | undefined;
}
