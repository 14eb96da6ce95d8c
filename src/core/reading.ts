/** An answer with its age and source: who said it, and when (epoch milliseconds). */
export interface Reading<T> {
  readonly value: T;
  readonly asOf: number;
  readonly source: string;
}
