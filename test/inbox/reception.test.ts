import { expect, test } from 'vitest';
import { openDatabase } from '../../src/adapters/sqlite/database.ts';
import { createSqliteInbox } from '../../src/adapters/sqlite/sqlite-inbox.ts';
import type { Reply } from '../../src/core/reply.ts';
import { createReception } from '../../src/inbox/reception.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE, BOB } from '../support/phone-number.ts';

const arrival = { sid: 'SM1', from: ALICE, body: 'menu', media: 0 };

function startReception(converse: (body: string) => Promise<Reply>) {
  const handled: string[] = [];
  const problems: object[] = [];
  const inbox = createSqliteInbox(openDatabase('memory:'));
  const open = () =>
    createReception({
      inbox,
      converse: (_from, { body }) => {
        handled.push(body);
        return converse(body);
      },
      clock: new FakeClock(),
      log: { error: (details) => problems.push(details) },
    });
  return { inbox, handled, problems, open, receive: open() };
}

test('a text delivered five times at once is handled once', async () => {
  const { receive, handled } = startReception(async () => ({ text: 'hello' }));
  const answers = await Promise.all(Array.from({ length: 5 }, () => receive(arrival)));
  expect(answers).toEqual(Array.from({ length: 5 }, () => ({ text: 'hello' })));
  expect(handled).toEqual(['menu']);
});

test('a replay after a restart gets the stored answer', async () => {
  let count = 0;
  const { receive, open, handled } = startReception(async () => ({ text: `answer ${++count}` }));
  await receive(arrival);
  expect(await open()(arrival)).toEqual({ text: 'answer 1' });
  expect(handled).toEqual(['menu']);
});

test('a text that an earlier process died over is answered after all', async () => {
  const { inbox, open, handled } = startReception(async () => ({ text: 'late' }));
  inbox.receive({ ...arrival, at: 0 });
  expect(await open()(arrival)).toEqual({ text: 'late' });
  expect(handled).toEqual(['menu']);
});

test('a bug becomes an apology that a replay hears too, and the log knows why', async () => {
  const { receive, handled, problems } = startReception(() => Promise.reject(new Error('a bug')));
  const apology = { text: '! Something broke here. Try again.' };
  expect(await receive(arrival)).toEqual(apology);
  expect(await receive(arrival)).toEqual(apology);
  expect(handled).toEqual(['menu']);
  expect(problems).toEqual([{ err: new Error('a bug'), sid: 'SM1' }]);
});

test('one person waits for nobody else', async () => {
  const gate = Promise.withResolvers<Reply>();
  const { receive, handled } = startReception((body) =>
    body === 'slow' ? gate.promise : Promise.resolve({ text: body }),
  );
  const slow = receive({ ...arrival, sid: 'SM1', body: 'slow' });
  const behind = receive({ ...arrival, sid: 'SM2', body: 'behind' });
  expect(await receive({ ...arrival, sid: 'SM3', from: BOB, body: 'bob' })).toEqual({
    text: 'bob',
  });
  expect(handled).toEqual(['slow', 'bob']);
  gate.resolve({ text: 'done' });
  expect(await Promise.all([slow, behind])).toEqual([{ text: 'done' }, { text: 'behind' }]);
});
