import { problem } from './problems.ts';

/** Something the API does not do, with the HTTP status that goes with it. */
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
