import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Run in fast time, in a browser or by the clock: whatever runs beside them takes the time that they wait for. */
const ALONE = [
  ...['test/crash/**', 'test/image/**', 'test/emulators/twilio/phone-page.test.ts'],
  ...['test/relay/linear-cost.test.ts', 'test/http/recut.test.ts'],
];

/** Takes minutes, so it starts first: at the end, the other workers would wait for it. */
const LONGEST = 'test/soak/soak.test.ts';

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(LONGEST);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

export default defineConfig({
  test: {
    isolate: false,
    // Each relay allocates tens of megabytes and keeps little of it: a larger nursery is collected less often.
    execArgv: ['--max-semi-space-size=32'],
    globalSetup: [
      'test/support/say-share.ts',
      'test/support/built-relay-folder.ts',
      'test/support/shared-postgres.ts',
    ],
    sequence: { sequencer: LongestFirst },
    // Patience costs nothing when all is well, and machines are busy.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    maxConcurrency: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ALONE.map((path) => path.replace(/\*\*$/, '**/*.test.ts')),
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'side by side',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
          // Tests wait a third of their time: two of three keep two cores busy.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
