/** Words for a person; `footer` is the last line, which is never cut. */
export interface ReplyText {
  readonly text: string;
  readonly footer?: string;
}
