import { expect, test } from 'vitest';
import { keepAlerts } from '../../src/alerts/keep-alerts.ts';
import { FakeClock } from '../support/fake-clock.ts';

test('a store that closes with the relay is no error, and one that fails before is', async () => {
  const clock = new FakeClock();
  const errors: string[] = [];
  const log = { error: (_: object, message: string) => void errors.push(message) };
  const stop = new AbortController();
  const looks: PromiseWithResolvers<number | undefined>[] = [];
  const nextDue = () => {
    const look = Promise.withResolvers<number | undefined>();
    looks.push(look);
    return look.promise;
  };
  const running = keepAlerts({ clock, log, isShared: false }).run(
    { nextDue, advance: async () => new Set<string>() },
    stop.signal,
  );
  looks[0]?.reject(new Error('disk full'));
  await clock.elapse(6000);
  expect(errors).toEqual(['alerts could not be looked after']);
  stop.abort();
  looks[1]?.reject(new Error('closed'));
  await running;
  expect(errors).toHaveLength(1);
});
