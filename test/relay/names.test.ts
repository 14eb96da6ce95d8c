import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { advanceUntil } from '../support/advance-until.ts';
import { FakeClock, HOUR, MINUTE } from '../support/fake-clock.ts';
import { startRelay } from '../support/relay.ts';
import { test } from '../support/table-test.ts';

type Mood = 'well' | 'slow' | 'dead';

/** A whole relay over the imaginary homelab, which can be told to be slow or dead. */
async function demo(databaseUrl = 'memory:', clock = new FakeClock()) {
  const relay = await startRelay({ clock, env: { DATABASE_URL: databaseUrl } });
  let mood: Mood = 'well';
  const says = async (text: string): Promise<string> => {
    const answer = relay.alice.texts(text);
    await (mood === 'well' ? answer : advanceUntil(clock, answer));
    return relay.alice.reads();
  };
  const beIn = async (homelab: Mood): Promise<void> => {
    const asked = { method: 'PUT', url: '/phone/switches', payload: { homelab } } as const;
    expect((await relay.service.http.inject(asked)).statusCode).toBeLessThan(300);
    mood = homelab;
  };
  return { ...relay, says, beIn };
}

describe('a name that was known stays known', () => {
  test.for<Mood>(['dead', 'slow'])('when the backends are %s', async (mood) => {
    await using house = await demo();
    expect(await house.says('frigate')).toContain('VM 108 frigate');
    await house.beIn(mood);
    house.clock.advance(5 * MINUTE);
    const text = await house.says('frigate');
    expect(text).toMatch(/no answer|ago/);
    expect(text).toContain('VM 108 frigate');
    expect(text).not.toContain('means nothing');
  });

  test.for<Mood>(['dead', 'slow'])('over a restart into a house that is %s', async (mood) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'names-'));
    const url = `sqlite:${join(folder.path, 'relay.db')}`;
    const clock = new FakeClock();
    {
      await using house = await demo(url, clock);
      await house.says('frigate');
    }
    clock.advance(2 * HOUR);
    await using house = await demo(url, clock);
    await house.beIn(mood);
    const startedAt = clock.steady();
    expect(await house.says('frigate')).toMatch(
      /^DEMO Proxmox \? no answer.*\nfrigate was last seen 12:00: VM 108 frigate running\n/,
    );
    expect(clock.steady() - startedAt).toBeLessThan(5000);
  });

  test('when it is said with other separators, inside a sentence', async () => {
    await using house = await demo();
    await house.says('home assistant');
    await house.beIn('dead');
    house.clock.advance(MINUTE);
    expect(await house.says('is home assistant running?')).toMatch(
      /^DEMO Proxmox \? no answer.*\n(Then: VM|.*was last seen)/,
    );
  });
});

describe('an action on something that cannot be looked at', () => {
  test('says so, and sends nothing', async () => {
    await using house = await demo();
    expect(await house.says('frigate')).toContain('R)eboot');
    await house.beIn('dead');
    const text = await house.says('reboot frigate');
    expect(text).toMatch(
      /^Proxmox \? no answer.*\n(It|frigate) cannot be looked at now, nothing was done\.\n/,
    );
    expect(text).not.toMatch(/OK \d{6}/);
    expect(await house.says('log')).toContain('Nothing was done yet.');
  });

  test('says so after a restart as well', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'names-'));
    const url = `sqlite:${join(folder.path, 'relay.db')}`;
    const clock = new FakeClock();
    {
      await using house = await demo(url, clock);
      await house.says('frigate');
    }
    await using house = await demo(url, clock);
    await house.beIn('dead');
    expect(await house.says('reboot frigate')).toMatch(
      /^Proxmox \? no answer.*\nfrigate cannot be looked at now, nothing was done\.\n/,
    );
  });
});

test.for([
  'is home-assistant running?',
  'Is Home Assistant up',
  'is the home_assistant thing ok?',
  'HOME-ASSISTANT?',
  'hey, what about Home-Assistant?!',
])('the first text %j is answered about that very thing', async (text) => {
  await using house = await demo();
  expect(await house.says(text)).toMatch(/^DEMO (! )?VM \d+ home-assistant\n/);
});

test.for(['why is it so slow', 'can i come home', 'is it warm enough'])(
  'the first text %j, which names nothing, is not answered with OK',
  async (text) => {
    await using house = await demo();
    expect(await house.says(text)).toMatch(
      /^DEMO No known name in that, and Claude is not set up\. Overall: /,
    );
  },
);
