import { expect, test } from 'vitest';
import { buildMenu } from '../../src/areas/shared/build-menu.ts';
import { findOperation } from '../../src/areas/shared/find-operation.ts';
import { statusOperation } from '../../src/areas/shared/status-operation.ts';
import { GLOBAL_COMMANDS } from '../../src/menu/commands.ts';
import { footer } from '../../src/menu/footer.ts';
import { formatHelp } from '../../src/menu/help.ts';
import { septets } from '../../src/sms/gsm7.ts';
import { FakeHome } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';

const clock = new FakeClock();
const { areas } = new FakeHome(clock);
const reads = [
  statusOperation(areas, clock),
  findOperation(areas, clock),
  ...areas.flatMap(({ operations }) => operations),
];
const menu = buildMenu({
  areas,
  absences: [],
});
const reserved = new Set(Object.values(GLOBAL_COMMANDS).flatMap((words) => [...words]));
const TRAPS =
  /\b(stop|stopall|unsubscribe|cancel|end|quit|revoke|optout|start|yes|unstop|help|info)\b/i;

test.for(Object.entries(menu.screens))('screen %s is sound', ([, screen]) => {
  const items = screen.items ?? [];
  const words = items.flatMap(({ key, label, words: others = [] }) => [
    ...new Set([key, label.toLowerCase(), ...others]),
  ]);
  expect(new Set(words).size, 'a word opens one door').toBe(words.length);
  expect(
    words.filter((word) => reserved.has(word)),
    'common words stay common',
  ).toEqual([]);
  expect(menu.screens, 'back leads somewhere').toHaveProperty([screen.up]);
  for (const { opens } of items) expect(menu.screens).toHaveProperty([opens]);
  const names = reads.map(({ name }) => name);
  if ('operation' in screen) expect(names, 'looking is harmless').toContain(screen.operation);
});

test.for(Object.keys(menu.screens))(
  'screen %s says the way on in short, without trap words',
  (name) => {
    for (const rowCount of [0, 5]) {
      const line = footer(menu, name, { rows: Array.from({ length: rowCount }) });
      expect(line).not.toBe('');
      expect(septets(line)).toBeLessThanOrEqual(120);
      if (name !== menu.home) expect(line).not.toMatch(TRAPS);
    }
  },
);

const offers = ['Reboot', 'Shutdown', 'Power off'].map((label) => ({
  ...{ key: label.charAt(0).toLowerCase(), label, about: 'cuts its power' },
  ...{ verb: 'reboot', operation: 'proxmox_reboot', input: {} },
}));

test.for(Object.keys(menu.screens))(
  'the explanation of %s fits one page beside the way on, whatever is open and waits',
  (screen) => {
    const isLeaf = menu.screens[screen]?.items === undefined;
    const rows = Array.from({ length: 5 });
    const words = formatHelp(menu, {
      ...{ screen, rows, offers: isLeaf ? offers : [], example: 'block kids-ipad' },
      waiting: 'Reboot VM 104 "a name that is 40 characters long, reall" on pve1?',
    });
    expect(septets(`${words}\n${footer(menu, screen, { rows })}`)).toBeLessThanOrEqual(304);
  },
);
