import { TOTP } from 'otpauth';
import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { createTotp } from '../../src/adapters/totp/totp.ts';
import { Secret } from '../../src/core/secret.ts';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { ALICE } from '../support/people.ts';
import { FakeLamps, otherCode, secondFactor } from './fake-lamps.ts';

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

describe('what destroys asks for a second factor', () => {
  const locked = () => new FakeLamps(clock, openDatabase('memory:'), [ALICE], secondFactor);

  test('and is not done without it, or with a wrong one', async () => {
    const house = locked();
    const wrong = await house.propose(ALICE, 'smash');
    const reply = 'Not the 6 digits of your app. Nothing was done, ask again. 4 more tries.';
    expect(await house.hears(`ok ${wrong} 654321`)).toBe(reply);
    expect(await house.hears(`ok ${wrong} 123456`)).toMatch(/^Nothing waits/);
    expect(house.runs).toEqual([]);
    const code = await house.propose(ALICE, 'smash');
    expect(await house.hears(`ok ${code} 123456`)).toBe('hall done.');
  });

  test('which comes second: one number alone is no try, whichever it is', async () => {
    const house = locked();
    const code = await house.propose(ALICE, 'smash');
    const missing = 'This needs OK, the code and your 6 digits, in this order.';
    for (const text of [`ok ${code}`, 'ok 123456', 'ok 654321', code, '123456', '654321']) {
      expect(await house.hears(text)).toBe(missing);
    }
    expect(await house.hears('12345')).toMatch(/^Text OK, the code and your 6 digits, or NO/);
    expect(await house.hears(`ok 123456 ${code}`)).toBe('Not the code. 4 more tries.');
    expect(house.runs).toEqual([]);
    expect(await house.hears(`ok ${code} 123 456`)).toBe('hall done.');
  });

  test('and is done by both numbers alone, in their order', async () => {
    const house = locked();
    const code = await house.propose(ALICE, 'smash');
    expect(await house.hears(`123456 ${code}`)).toBe('Not the code. 4 more tries.');
    expect(await house.hears(`${code} 123456`)).toBe('hall done.');
  });

  test('whose wrong digits are counted as wrong codes are', async () => {
    const house = locked();
    for (let time = 1; time < 5; time += 1) {
      await house.hears(`ok ${await house.propose(ALICE, 'smash')} 654321`);
    }
    const last = await house.propose(ALICE, 'smash');
    expect(await house.hears(`ok ${last} 654321`)).toMatch(/^Too many wrong codes: .* 12:15\./);
  });

  test('and a wrong code does not use up its digits', async () => {
    const house = locked();
    const code = await house.propose(ALICE, 'smash');
    await house.hears(`ok ${otherCode(code)} 123456`);
    expect(await house.hears(`ok ${code} 123456`)).toBe('hall done.');
  });

  test('whose digits are good once, also for a process that starts within their half minute', async () => {
    const database = openDatabase('memory:');
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    const start = () =>
      new FakeLamps(clock, database, [ALICE], createTotp(new Secret(secret), clock));
    const digitsNow = () => new TOTP({ secret }).generate({ timestamp: clock.now() });
    const before = start();
    const digits = digitsNow();
    const code = await before.propose(ALICE, 'smash');
    expect(await before.hears(`ok ${code} ${digits}`)).toBe('hall done.');

    const after = start();
    const next = await after.propose(ALICE, 'smash');
    const reply = await after.hears(`ok ${next} ${digits}`);
    expect(reply).toMatch(/^Not the 6 digits of your app\. Nothing was done, ask again\./);
    expect(after.runs).toEqual([]);

    clock.advance(MINUTE / 2);
    const last = await after.propose(ALICE, 'smash');
    expect(await after.hears(`ok ${last} ${digitsNow()}`)).toBe('hall done.');
  });

  test('what only changes does not', async () => {
    const house = locked();
    const code = await house.propose(ALICE, 'switch');
    expect(await house.hears(`ok ${code}`)).toBe('hall done.');
  });
});
