import { expect, test } from 'vitest';
import { converse } from '../support/conversation.ts';
import { FakeHome, guest } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** A house whose guests are called like things that people say. */
async function house(...names: readonly string[]) {
  const clock = new FakeClock();
  const home = new FakeHome(clock);
  home.guests = names.map((name, index) => guest({ id: 300 + index, name }));
  await Promise.all(home.areas.map((area) => area.searchEntries()));
  return { ...converse(home.areas, clock), home, clock };
}

test.for(['hello', 'status', 'thanks', 'manual', 'Boot', 'kill switch', 'k3s 1'])(
  'a guest called %s is found by its whole name, whatever else that means',
  async (name) => {
    const { says } = await house(name, 'other');
    expect(await says(name)).toMatch(new RegExp(`^VM 300 ${name}\\n`));
  },
);

test.for(['pods', 'home', 'alerts'])(
  'a command goes before the guest called %s, which has its kind before its name',
  async (name) => {
    const { says } = await house(name, 'other');
    expect(await says(name)).not.toContain('VM 300');
    expect(await says(`vm ${name}`)).toContain(`VM 300 ${name}`);
    expect(await says(`${name} vm`)).toContain(`VM 300 ${name}`);
  },
);

test('back leads along the way that the person came, and home ends it', async () => {
  const { says } = await house('plex');
  await says('2v');
  await says('1');
  await says('pods');
  expect(await says('b')).toContain('VM 300 plex');
  expect(await says('b')).toContain('Proxmox: 1 VM');
  await says('home');
  expect(await says('b')).toContain('1) Network');
});

test('after nonsense the letters of what was open are gone, and back leads there', async () => {
  const { says } = await house('plex');
  await says('plex');
  expect(await says('qwfp')).toMatch(/^Nothing here is called "qwfp"\.\n/);
  expect(await says('b')).toContain('VM 300 plex');
});

test('a guess is opened by its number, and forgotten by anything else', async () => {
  const { says } = await house('nextcloud');
  expect(await says('nextclod')).toMatch(/^No "nextclod"\. Nextcloud\? Text 1\.\n/);
  expect(await says('1')).toContain('VM 300 nextcloud');
  await says('nextclod');
  await says('home');
  expect(await says('1')).toMatch(/^Network OK/);
});

test('a misspelt status is offered as well, and is the home screen', async () => {
  const { says } = await house('plex');
  expect(await says('sttaus')).toMatch(/^No "sttaus"\. Status\? Text 1\.\n/);
  expect(await says('1')).toMatch(/\n\? for help$/);
});

test('of a word that two areas have both are offered, and each opens', async () => {
  const { says } = await house('plex');
  expect(await says('nodes')).toMatch(/^Which nodes\?\n1 Proxmox nodes\n2 K8s nodes\n/);
  expect(await says('2')).toContain('K8s: ');
  await says('2');
  expect(await says('nodes')).toMatch(/^Proxmox: /);
});

test('a reply that was only tapped on, and thanks, move nobody', async () => {
  const { says } = await house('plex');
  await says('plex');
  expect(await says('Liked \u201COK. Net 47 clients\u201D')).toBeUndefined();
  expect(await says('thank you so much')).toBe('Any time.');
  expect(await says('b')).toContain('1) Network');
});

test('a greeting and small talk wait for nobody who is silent', async () => {
  const { says, home, clock } = await house('plex');
  home.isSilent = true;
  for (const text of ['hi', 'everything ok?', 'thanks', 'what can you do']) {
    const answer = says(text);
    let isThere = false;
    void answer.then(() => {
      isThere = true;
    });
    await clock.elapse(300);
    expect(isThere, text).toBe(true);
  }
});
