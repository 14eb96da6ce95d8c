import { describe, expect, test } from 'vitest';
import { BUDGETS } from '../../src/channels/channel-budget.ts';
import { converse, startConversation } from '../support/conversation.ts';
import { FakeHome, guest } from '../support/fake-areas.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';

const HOME = `OK. Net 47 clients, PVE 3/3, K8s 47 pods, Sec 2 warn
1) Network  2) Proxmox  3) K8s  4) Security
? for help`;

test.for(['hello there', 'home', 'Menu.', '', 'h', '0', 'status', 'is everything ok?'])(
  'a first text %j lands on the home screen',
  async (text) => {
    const { says } = startConversation();
    expect(await says(text)).toBe(HOME);
  },
);

test.for(['99', 'xyzzy', 'd'])(
  'a first text %j that means nothing says so above the home screen',
  async (text) => {
    const { says } = startConversation();
    expect(await says(text)).toBe(`Nothing here is called "${text}".\n${HOME}`);
  },
);

test('a first text that means something is answered right away', async () => {
  const { says } = startConversation();
  expect(await says('net')).toBe(
    'Network OK. 47 clients, 2 APs, 0 alerts.\nD)etails  A)lerts  C)lients',
  );
});

test('a person drills down to one guest and back', async () => {
  const { says } = startConversation();
  await says('2');
  expect(await says('v')).toBe(
    'Proxmox: 2 VMs, 0 LXC\n1 plex pve1\n2 jellyfin pve1\nNumber opens  B)ack',
  );
  expect(await says('2')).toContain('VM 105 jellyfin\nrunning on pve1');
  expect(await says('b')).toContain('2 VMs');
  expect(await says('9')).toBe('No 9 here, 1 to 2.\nNumber opens  B)ack');
});

test('a path opens a row without stopping on the way', async () => {
  const { says } = startConversation();
  expect(await says('2v1')).toContain('VM 104 plex');
});

describe('a name is found wherever it is', () => {
  test('several things of one name become a numbered list', async () => {
    const { says } = startConversation();
    expect(await says('plex')).toBe(
      'Found "plex"\n1 VM 104 plex running\n2 Pod plex-0 Running\nNumber opens  B)ack',
    );
    expect(await says('2')).toContain('Pod plex-0');
  });

  test('a single match opens at once', async () => {
    const { says } = startConversation();
    expect(await says('Annas')).toContain('Client annas-iphone');
  });

  test('an unknown name is told above the home screen, and back leads where one was', async () => {
    const { says } = startConversation();
    await says('2');
    await says('v');
    expect(await says('zarquon')).toBe(`Nothing here is called "zarquon".\n${HOME}`);
    expect(await says('b')).toContain('2 VMs');
    expect(await says('b')).toMatch(/^Proxmox OK/);
  });

  test('a name that is not found while a source is silent is not called absent', async () => {
    const { says, home } = startConversation();
    await says('2');
    home.failWith = { kind: 'unreachable', service: 'Proxmox' };
    expect(await says('zarquon')).toMatch(
      /^Nothing here is called "zarquon", but Proxmox could not be asked\.\n! No answer from /,
    );
  });
});

describe('pages', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => guest({ id: index, name: `guest-${index}` }));

  test('a long list is read page by page, and numbers go on', async () => {
    const { says, home } = startConversation();
    home.guests = many(40);
    const first = await says('2v');
    expect(first).toMatch(/^Proxmox: 40 VMs/);
    expect(first).toMatch(/\n\+ more 1\/\d+ {2}Number opens {2}B\)ack$/);
    const second = await says('+');
    expect(second).not.toContain('Proxmox: 40 VMs');
    expect(second).toMatch(/\n\+ more 2\//);
    expect(await says('40')).toContain('VM 39 guest-39');
  });

  test('after the last page nothing more comes, and nothing is lost', async () => {
    const { says, home } = startConversation();
    home.guests = many(20);
    await says('2v');
    let read = await says('+');
    while (read?.includes('+ more')) read = await says('more');
    expect(await says('+')).toBe('That was all.\nNumber opens  B)ack');
    expect(await says('20')).toContain('VM 19 guest-19');
  });

  test('are of the channel that each is asked for on', async () => {
    const { says, home } = startConversation();
    home.guests = many(80);
    const wide = { ...BUDGETS.sms, units: 600, segments: 4, pageUnits: 600 };
    const read = [await says('2v'), await says('+', { budget: wide }), await says('+')].join('\n');
    const numbers = [...read.matchAll(/^(\d+) guest-\d+ pve1$/gm)].map(([, number]) =>
      Number(number),
    );
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => at + 1));
    expect(read).toMatch(/\+ more 1\/6 .*\+ more 2\/3 .*\+ more 5\/7 /s);
  });

  test('a reply in place that is too long is read on, and the list behind it no more', async () => {
    const clock = new FakeClock();
    const home = new FakeHome(clock);
    home.guests = many(40);
    const { says } = converse(home.areas, clock, {
      expectOff: (_sender, body) =>
        body === 'long' ? Promise.resolve('word '.repeat(90)) : undefined,
    });
    await says('2v');
    expect(await says('long')).toMatch(/^word .*\n\+ more 1\/2 {2}Number opens {2}B\)ack$/);
    expect(await says('+')).toMatch(/^(word ){2,}word\nNumber opens {2}B\)ack$/);
    expect(await says('+')).toBe('That was all.\nNumber opens  B)ack');
  });

  test('a reply in place that fits leaves the list behind it to be read on', async () => {
    const { says, home } = startConversation();
    home.guests = many(40);
    await says('2v');
    expect(await says('99')).toBe('No 99 here, 1 to 40.\nNumber opens  B)ack');
    expect(await says('+')).toMatch(/\n\+ more 2\//);
  });

  test('a list that was opened for a row it does not have is read from its beginning', async () => {
    const { says, home } = startConversation();
    home.guests = many(40);
    expect(await says('2v99')).toBe('No 99 here, 1 to 40.\nNumber opens  B)ack');
    expect(await says('+')).toMatch(
      /^Proxmox: 40 VMs, 0 LXC(?:\n\d+ guest-\d+ pve1)+\n\+ more 1\//,
    );
  });

  test('more before anything was read shows where one is', async () => {
    const { says } = startConversation();
    expect(await says('+')).toBe(HOME);
  });
});

describe('trouble', () => {
  test('a dead source is named with its age, and never OK', async () => {
    const { says, home, clock } = startConversation();
    await says('2');
    clock.advance(2 * MINUTE);
    home.failWith = { kind: 'timeout', service: 'Proxmox', afterMs: 10_000 };
    expect(await says('b')).not.toMatch(/OK\./);
    clock.advance(3 * MINUTE);
    expect(await says('2')).toBe(`Proxmox ? no answer 3m, last OK 12:00
Then: 3 nodes, 12 VMs, 8 LXC.
D)etails  V)Ms  N)odes`);
    expect(await says('v')).toBe('Proxmox ? no answer 3m, last OK 12:00\nD)etails  N)odes  B)ack');
  });

  test('a slow source is answered for with what it said last, and how long ago', async () => {
    const { says, home, clock } = startConversation();
    await says('2');
    await says('v');
    clock.advance(5 * MINUTE);
    home.isSilent = true;
    const summary = says('pve');
    await clock.elapse(1500);
    expect(await summary).toBe(`Proxmox 5m ago: 3 nodes, 12 VMs, 8 LXC.
D)etails  V)Ms  N)odes`);
    const list = says('v');
    await clock.elapse(1500);
    expect(await list).toMatch(/^5m ago: Proxmox: 2 VMs, 0 LXC\n1 plex/);
  });

  test('the status line says OK only over fresh readings', async () => {
    const { says, home, clock } = startConversation();
    await says('home');
    home.failWith = { kind: 'unreachable', service: 'x' };
    clock.advance(5 * MINUTE);
    await says('home');
    clock.advance(MINUTE);
    expect(await says('home')).toBe(
      HOME.replace(
        'OK. Net 47 clients, PVE 3/3, K8s 47 pods, Sec 2 warn',
        '! No answer from Network, Proxmox, K8s, Security. Last OK 12:00',
      ),
    );
  });
});

test('a picture without words is told what works', async () => {
  const { says } = startConversation();
  expect(await says('', { media: 3 })).toMatch(
    /^Pictures cannot be read here, only words\.\n1\) Network/,
  );
});

test('a session that idled for an hour begins at home', async () => {
  const { says, clock } = startConversation();
  await says('2');
  clock.advance(HOUR + 1);
  expect(await says('d')).toBe(`Nothing here is called "d".\n${HOME}`);
});

test('small talk wants no answer', async () => {
  const { says } = startConversation();
  await says('2');
  expect(await says('ok')).toBeUndefined();
  expect(await says('\u{1f44d}')).toBeUndefined();
  expect(await says('thanks!')).toBe('Any time.');
  expect(await says('v')).toContain('2 VMs');
});

test('what is not set up says so, and how to change it', async () => {
  const { says } = startConversation();
  expect(await says('ask')).toBe('Ask Claude is not set up: set a key\nB)ack');
});

test('a question mark explains the screen', async () => {
  const { says } = startConversation();
  await says('2');
  expect(await says('?')).toBe(
    `Proxmox: D Details (load of each node), V VMs (VMs and LXC), N Nodes.
A name finds its thing: plex.
+ more, b back, m menu.
D)etails  V)Ms  N)odes`,
  );
});

test('a question mark at home says which words are of the carrier', async () => {
  const { says } = startConversation();
  await says('home');
  expect(await says('?')).toBe(
    `A number or its word opens an area.
A name finds its thing: plex.
! the worst, + more, b back, m menu.
STOP, CANCEL, END and QUIT make the carrier cut you off, START undoes that.
1) Network  2) Proxmox  3) K8s  4) Security
? for help`,
  );
});
