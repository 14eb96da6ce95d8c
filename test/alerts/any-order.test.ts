import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runsOf } from '../support/share.ts';
import { anyScript, playScript } from './alert-scripts.ts';

test('whatever is reported, in any order, the promises about texts hold', async () => {
  await fc.assert(
    fc.asyncProperty(anyScript, async (script) => void (await playScript(script))),
    {
      numRuns: Number(process.env['ALERT_SCRIPTS']) || runsOf(120),
      ...(process.env['ALERT_SEED'] !== undefined && { seed: Number(process.env['ALERT_SEED']) }),
    },
  );
}, 1_200_000);

test('a script that says nothing is no text', async () => {
  expect(await playScript([])).toBe(0);
});
