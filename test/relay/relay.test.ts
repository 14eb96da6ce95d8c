import { describe, expect } from 'vitest';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';

test('a walk through the demo, from home to one guest', async () => {
  await using relay = await startRelay();
  const { alice } = relay;
  await alice.texts('hi');
  alice.hears(
    `DEMO OK. Net 47 clients, PVE 3/3, K8s 47 pods, Sec 2 warn
1) Network  2) Proxmox  3) K8s  4) Security  5) Ask Claude  7) Alerts
? for help`,
  );
  await alice.texts('1');
  alice.hears('DEMO Network OK. 47 clients, 2 APs, 0 alerts.\nD)etails  A)lerts  C)lients');
  await alice.texts('2');
  alice.hears(
    /^DEMO Proxmox OK\. 3 nodes, 12 VMs, 8 LXC\.\nCPU \d+% {2}RAM \d+% {2}Disk \d+%\nD\)etails {2}V\)Ms {2}N\)odes$/,
  );
  await alice.texts('V');
  alice.hears(/^DEMO Proxmox: 12 VMs, 8 LXC\n1 ! /);
  await alice.texts('2');
  alice.hears(/^DEMO (VM|LXC) \d+ \S+\nrunning .* on pve\d\n/);
});

test.for(['1', '1d', '1a', '1c', '2', '2d', '2v', '2n', '3', '3d', '3p', '3s', '3e', '3n'])(
  'the demo answers %s with its own data',
  async (path) => {
    await using relay = await startRelay();
    await relay.alice.texts(path);
    const text = relay.alice.reads();
    expect(text).toMatch(/^DEMO /);
    expect(text).not.toMatch(/\?(?! for)| gone/);
  },
);

test.for([
  '4',
  '4a',
  '4l',
  '4f',
  '1c1',
  '2v3',
  '2n1',
  '3p1',
  '3s1',
  '3e1',
  '3n1',
  '4a1',
  '4l1',
  '4f1',
])('the demo answers %s with a thing of its own', async (path) => {
  await using relay = await startRelay();
  await relay.alice.texts(path);
  expect(relay.alice.reads()).toMatch(/^DEMO (?!.*(gone|not readable|no answer))/);
});

describe('a replay', () => {
  test('gets the identical answer, and moves nobody', async () => {
    await using relay = await startRelay();
    const { alice } = relay;
    const sid = { MessageSid: `SM${'a'.repeat(32)}` };
    const first = await alice.texts('2', sid);
    alice.hears(/Proxmox/);
    await alice.texts('home');
    alice.hears(/Net 47/);
    relay.clock.advance(20 * DAY);
    expect(await alice.texts('2', sid)).toBe(first);
    alice.hears(/Proxmox/);
    await alice.texts('v');
    alice.hears(/Net/);
  });

  test('that comes while the first is being answered shares its answer', async () => {
    await using relay = await startRelay();
    const { alice } = relay;
    const sid = { MessageSid: `SM${'b'.repeat(32)}` };
    const answers = await Promise.all([1, 2, 3, 4].map(() => alice.texts('2v', sid)));
    expect(new Set(answers).size).toBe(1);
    for (const _ of answers) alice.hears(/Proxmox: 12 VMs/);
    await alice.texts('+');
    alice.hears(/^DEMO 2 /);
  });

  test('of a text whose words are forgotten stays silent', async () => {
    await using relay = await startRelay();
    const sid = { MessageSid: `SM${'c'.repeat(32)}` };
    await relay.alice.texts('2', sid);
    relay.alice.hears(/Proxmox/);
    relay.clock.advance(31 * DAY);
    await Promise.resolve();
    expect(await relay.alice.texts('2', sid)).not.toContain('Message');
  });
});

test('texts of one person are answered in order, two people do not mix', async () => {
  await using relay = await startRelay();
  const { alice, bob } = relay;
  await Promise.all([
    alice.texts('2'),
    alice.texts('v'),
    alice.texts('3'),
    bob.texts('k8s'),
    bob.texts('p'),
  ]);
  const heard = [alice.reads(), alice.reads(), alice.reads()];
  expect(heard.toSorted()).toEqual(heard.toSorted());
  expect(heard.some((text) => text.includes('12 VMs, 8 LXC\n1 '))).toBe(true);
  bob.hears(/K8s OK/);
  bob.hears(/^DEMO K8s: 47 pods/);
});

test('a stranger hears nothing, a keyword is answered with nothing', async () => {
  await using relay = await startRelay();
  const toStranger = await relay.stranger.texts('2');
  const toKeyword = await relay.alice.texts('STOP');
  expect(toStranger).toBe(toKeyword);
  expect(toStranger).toMatch(/<Response\s*\/>$/);
});

test('whatsapp is another channel to the same person', async () => {
  await using relay = await startRelay();
  await relay.alice.texts('2', { From: 'whatsapp:+15550100001', To: 'whatsapp:+15550100000' });
  relay.alice.hears(/Proxmox OK/);
});

test('a part of the demo gives way to a real server, which may be dead', async () => {
  await using relay = await startRelay({ env: { PROXMOX_MCP_URL: 'http://127.0.0.1:9' } });
  const { alice } = relay;
  await alice.texts('2');
  alice.hears(/^Proxmox \? no answer.*, never OK since start\nD\)etails/);
  await alice.texts('home');
  alice.hears(/^DEMO Net 47 clients, PVE \?, K8s 47 pods/);
});

test('the demo has a life: within two hours trouble comes, is marked, and goes', async () => {
  const clock = new FakeClock();
  await using relay = await startRelay({ clock });
  const moods = new Set<string>();
  for (let minute = 0; minute < 120; minute += 2) {
    // A viewer is not texted first.
    await relay.bob.texts('home');
    const text = relay.bob.reads();
    moods.add(
      text.startsWith('DEMO ! ') ? 'trouble' : text.startsWith('DEMO OK. ') ? 'fine' : text,
    );
    clock.advance(2 * MINUTE);
  }
  expect(moods).toEqual(new Set(['fine', 'trouble']));
});

test('no body, number or token ever reaches the log', async () => {
  await using relay = await startRelay();
  await relay.alice.texts('secret-words-of-alice');
  relay.alice.reads();
  await relay.stranger.texts('secret-words-of-a-stranger');
  const log = relay.logged.join('');
  expect(log).not.toMatch(/secret-words|5550100001|5550199999|must-never-be-logged/);
  expect(relay.logged.length).toBeGreaterThan(1);
});

test('health tells what an operator needs', async () => {
  await using relay = await startRelay();
  const health = await relay.service.http.inject('/health');
  expect(health.json()).toMatchObject({ status: 'ok', service: 'sms-relay' });
});
