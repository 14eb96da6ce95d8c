/** Words for a person; `wayOn` is the last line, which is never cut. */
export interface Said {
  readonly text: string;
  readonly wayOn?: string;
}
