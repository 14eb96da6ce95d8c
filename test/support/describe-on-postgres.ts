import { describe } from 'vitest';
import { HOW_TO_INSTALL_POSTGRES, isPostgresMissing } from './postgres-programs.ts';

/** Describes what takes a real PostgreSQL. Without one the title says how to get it; where CI is set, its absence is a failure. */
export function describeOnPostgres(subject: string, tests: () => void): void {
  const title = isPostgresMissing ? `${subject} (${HOW_TO_INSTALL_POSTGRES})` : subject;
  describe.skipIf(isPostgresMissing)(title, tests);
}
