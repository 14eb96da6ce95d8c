/** Words for a person; `wayOn` is the last line, which is never cut. */
export interface ReplyText {
  readonly text: string;
  readonly wayOn?: string;
}
