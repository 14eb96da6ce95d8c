import fc from 'fast-check';
import { expect, test } from 'vitest';
import { startConversation } from '../support/conversation.ts';
import { guest } from '../support/fake-areas.ts';
import { MINUTE } from '../support/fake-clock.ts';
import { runsOf } from '../support/share.ts';

const house = (running: number, stopped: number) => [
  ...Array.from({ length: running }, (_, id) => guest({ id, name: `fine-guest-${id}` })),
  ...Array.from({ length: stopped }, (_, it) =>
    guest({ id: 900 + it, name: `broken-${it}`, state: 'stopped' }),
  ),
];

test('what is well is folded behind what is not, where all of it is more than a page', async () => {
  const { says, home } = startConversation();
  home.guests = house(40, 2);
  expect(await says('2v')).toBe(`Proxmox: 42 VMs, 0 LXC
1 ! broken-0 stopped
2 ! broken-1 stopped
40 others run. + lists them
Number opens  B)ack`);
  const next = await says('+');
  expect(next).toMatch(/^3 fine-guest-0 pve1\n4 fine-guest-1 pve1\n/);
  expect(next).toMatch(/\n\+ more 1\/\d+ {2}Number opens {2}B\)ack$/);
  expect(await says('2')).toContain('VM 901 broken-1');
});

test('a folded row opens by its number, before and after it was shown', async () => {
  const { says, home } = startConversation();
  home.guests = house(40, 2);
  expect(await says('2v42')).toContain('VM 39 fine-guest-39');
  await says('2v');
  expect(await says('3')).toContain('VM 0 fine-guest-0');
});

test.for<readonly [string, number, number]>([
  ['a list of one page', 3, 1],
  ['a long list in which all is well', 40, 0],
  ['a long list in which nothing is', 0, 40],
])('%s is not folded', async ([, running, stopped]) => {
  const { says, home } = startConversation();
  home.guests = house(running, stopped);
  const list = await says('2v');
  expect(list).not.toContain('other');
  expect(list).toContain('\n1 ');
});

test('old news is not folded: nobody knows that those are still well', async () => {
  const { says, home, clock } = startConversation();
  home.guests = house(40, 1);
  await says('2v');
  clock.advance(5 * MINUTE);
  home.failWith = { kind: 'unreachable', service: 'Proxmox' };
  const list = await says('2v');
  expect(list).toContain('Then: Proxmox: 41 VMs');
  expect(list).not.toContain('others');
});

test('every row of any list is read once, in the order of its number, and trouble first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.nat(30), async (running, stopped) => {
      const { says, home } = startConversation();
      home.guests = house(running, stopped);
      let page = (await says('2v')) ?? '';
      let read = '';
      while (page !== 'That was all.\nNumber opens  B)ack' && !read.includes(page)) {
        read += `${page}\n`;
        page = (await says('+')) ?? '';
      }
      const numbers = [...read.matchAll(/^(\d+) (! )?(?:broken|fine)/gm)];
      expect(numbers.map(([, it]) => Number(it))).toEqual(
        Array.from({ length: running + stopped }, (_, index) => index + 1),
      );
      expect(numbers.slice(0, stopped).every(([, , mark]) => mark)).toBe(true);
    }),
    { numRuns: runsOf(40) },
  );
});
