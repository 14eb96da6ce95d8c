import { problem } from './problems.ts';

/** An error of the API, with its HTTP status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly code: number;

  constructor(code: number, status = 400) {
    super(problem(code).text);
    this.code = code;
    this.status = status;
  }
}
