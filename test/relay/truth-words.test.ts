import { expect } from 'vitest';
import { FakeClock, MINUTE } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';

/** The demo has an access point that is away in its 55th minute, and an intruder in its 70th. */
test.for<readonly [number, RegExp, string, RegExp]>([
  [
    55,
    /^DEMO ! Net AP-Attic down/,
    '1',
    /^DEMO Network ! AP-Attic down\n47 clients, 2 APs, 1 alert\n/,
  ],
  [
    70,
    /^DEMO ! Sec 1 critical: Root login/,
    '4',
    /^DEMO Security ! 1 critical: Root login over SSH/,
  ],
])(
  'in minute %d home names the worst thing, and the area all',
  async ([minute, home, key, area]) => {
    const clock = new FakeClock();
    await using relay = await startRelay({ clock });
    const reads = async (text: string): Promise<string> => {
      await relay.alice.texts(text);
      return relay.alice.reads();
    };
    expect(await reads('home')).toMatch(/^DEMO OK\./);
    clock.advance(minute * MINUTE);
    expect(await reads('home')).toMatch(home);
    const text = await reads(key);
    expect(text).toMatch(area);
    expect(text.match(/AP-Attic|Root/g)).toHaveLength(1);
  },
);

test('a device that is away has been up for no time, and none is told', async () => {
  const clock = new FakeClock();
  await using relay = await startRelay({ clock });
  clock.advance(55 * MINUTE);
  await relay.alice.texts('ap-attic');
  expect(relay.alice.reads()).toMatch(/^DEMO ! AP-Attic, access point\ndown\n/);
});

test('a question that was cancelled is no trouble in the log', async () => {
  await using relay = await startRelay();
  const reads = async (text: string): Promise<string> => {
    await relay.alice.texts(text);
    return relay.alice.reads();
  };
  expect(await reads('reboot plex')).toMatch(/^DEMO Reboot LXC 202 plex[\s\S]*Text OK \d{6}/);
  await reads('no');
  expect(await reads('log')).toMatch(/^Done lately:\n12:00 proxmox reboot by \.\.\.01: /);
});
