import { expect, test } from 'vitest';
import { converse } from '../support/conversation.ts';
import { FakeHome } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { ALICE } from '../support/people.ts';

class NotStored extends Error {}

const notStored = () => Promise.reject(new NotStored());

/** A conversation in which nothing reaches the disk; `answered` are the texts that were taken for answers to a question. */
function startUnstored() {
  const clock = new FakeClock();
  const answered: string[] = [];
  const { conversation } = converse(new FakeHome(clock).areas, clock, {
    approvals: {
      mayBeReply: (text) => text === 'menu',
      async handleReply(_caller, text) {
        if (text === 'menu') answered.push(text);
        return undefined;
      },
    },
  });
  const handle = (body: string) => conversation.handle(ALICE, { body, media: 0 }, notStored);
  return { handle, answered };
}

test('a text that may answer a question answers none before it is on the disk', async () => {
  const { handle, answered } = startUnstored();
  await expect(handle('menu')).rejects.toThrow(NotStored);
  expect(answered).toEqual([]);
});

test('a step through the menu waits for no disk', async () => {
  const { handle } = startUnstored();
  const { reply } = await handle('2');
  expect(reply?.body).toContain('Proxmox');
});
