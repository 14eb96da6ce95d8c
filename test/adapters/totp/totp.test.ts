import { TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/adapters/storage/sqlite/database.ts';
import { createUsedCodesStore } from '../../../src/adapters/storage/sqlite/used-codes-store.ts';
import { createTotp } from '../../../src/adapters/totp/totp.ts';
import { Secret } from '../../../src/core/secret.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** The secret and the first codes of RFC 6238, cut to six digits. */
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

/** Checks digits and uses them up, as a transaction does. */
function startTotp(clock: FakeClock) {
  const totp = createTotp(new Secret(RFC), clock);
  const usedCodes = createUsedCodesStore(openDatabase('memory:'));
  return {
    async accepts(digits: string): Promise<boolean> {
      const step = totp.stepOf(digits);
      return step !== undefined && usedCodes.use(step);
    },
  };
}

test.for([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
] as const)('at second %i of the epoch %s is right', async ([second, digits]) => {
  const totp = startTotp(new FakeClock(second * 1000));
  expect(await totp.accepts('000000')).toBe(false);
  expect(await totp.accepts(digits)).toBe(true);
});

test('a code is good once, and no older one after it', async () => {
  const clock = new FakeClock();
  const totp = startTotp(clock);
  const codeAt = (ms: number) => new TOTP({ secret: RFC }).generate({ timestamp: ms });
  const before = codeAt(clock.now() - 30_000);
  const now = codeAt(clock.now());
  expect(await totp.accepts(now)).toBe(true);
  expect(await totp.accepts(now)).toBe(false);
  expect(await totp.accepts(before)).toBe(false);
  clock.advance(30_000);
  expect(await totp.accepts(codeAt(clock.now()))).toBe(true);
});

test('a phone may be half a minute off, and not more', async () => {
  const clock = new FakeClock();
  const codeAt = (ms: number) => new TOTP({ secret: RFC }).generate({ timestamp: ms });
  expect(await startTotp(clock).accepts(codeAt(clock.now() - 30_000))).toBe(true);
  expect(await startTotp(clock).accepts(codeAt(clock.now() - 90_000))).toBe(false);
});
