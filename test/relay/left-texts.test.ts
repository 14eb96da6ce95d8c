import { expect, test } from 'vitest';
import { createIncoming } from '../../src/app/incoming.ts';
import { startOutgoing } from '../support/start-outgoing.ts';
import { receivedText, receives } from '../support/stores.ts';

test('texts that were left are in line before a new one can come', async () => {
  await using cleanup = new AsyncDisposableStack();
  const { config, clock, time, log, stores, leadership, outgoing } = await startOutgoing(cleanup);
  const { dispatcher, budget } = outgoing;
  await receives(stores.inbox, receivedText({ body: 'left', at: clock.now() }));

  const handled: string[] = [];
  await createIncoming({
    ...{
      config,
      stores,
      leadership,
      dispatcher,
      budget,
      clock,
      log,
      cleanup,
      timeOf: () => time,
      countMessage() {},
    },
    async converse(_person, { body }) {
      handled.push(body);
      return { move: () => ({ apply() {} }) };
    },
  });
  expect(handled).toEqual(['left']);
});
