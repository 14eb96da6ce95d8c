import { ROW_STRIDE } from './share.ts';

/** Runs after all tests: says what was left to the gate. */
export function teardown(): void {
  if (ROW_STRIDE === 1) return;
  process.stderr.write(
    `Tables of tests that start a relay ran every ${ROW_STRIDE}th row, properties a ${ROW_STRIDE}th of their tries. All of them: make test ROW_STRIDE=1, or CI=true make test.\n`,
  );
}
