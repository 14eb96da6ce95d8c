import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildMenu } from '../../src/areas/shared/build-menu.ts';
import { advance, type MenuState } from '../../src/menu/advance.ts';
import { FakeHome } from '../support/fake-areas.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { runsOf } from '../support/share.ts';

const clock = new FakeClock();
const menu = buildMenu({
  areas: new FakeHome(clock).areas,
  absences: [],
});

const at = (screen: string, rows: MenuState['rows'] = []): MenuState => ({
  place: { screen },
  rows,
});
const rows = [{ screen: 'proxmox.guest', subject: '104' }];

const shows = (screen: string) => ({ do: 'show', place: { screen } });

describe('a text is understood from where the person is', () => {
  test.for<readonly [string, MenuState, string, object]>([
    ['a number at home', at('home'), '2', shows('proxmox')],
    ['a word at home', at('home'), 'UniFi', shows('network')],
    ['a letter', at('proxmox'), 'v', shows('proxmox.guests')],
    ['the label of a letter', at('proxmox'), 'Details.', shows('proxmox.details')],
    ['a letter further in', at('network.details'), 'a', shows('network.alerts')],
    ['a home number from a screen without rows', at('network.details'), '3', shows('k8s')],
    ['an area from anywhere', at('proxmox.guest'), 'sec', shows('security')],
    ['a path in one word', at('home'), '2v', shows('proxmox.guests')],
    ['a path from within a list', at('proxmox.guests', rows), '3p', shows('k8s.pods')],
    ['a path in words', at('security'), 'pve vms', shows('proxmox.guests')],
    ['a path that ends in a row', at('home'), '2v3', { ...shows('proxmox.guests'), row: '3' }],
    ['a row', at('proxmox.guests', rows), '1', { do: 'show', place: rows[0] }],
    ['a row that is not there', at('proxmox.guests', rows), '7', { do: 'miss-row', number: '7' }],
    ['a number where nothing is numbered', at('k8s'), '99', { do: 'miss-row', number: '99' }],
    ['back', at('proxmox.guest'), 'B', { do: 'back' }],
    ['back from home', at('home'), 'back', { do: 'back' }],
    ['more', at('k8s.pods'), '+', { do: 'page' }],
    ['a question mark', at('k8s'), '?', { do: 'explain' }],
    ['nothing', at('k8s'), '  ', shows('home')],
    ['a name', at('k8s'), 'Plex', { do: 'look-up', name: 'plex' }],
    ['a path that leads nowhere', at('home'), '2z', { do: 'look-up', name: '2z' }],
    ['a word of every object', at('home'), 'constructor', { do: 'look-up', name: 'constructor' }],
  ])('%s', ([, state, text, step]) => {
    expect(advance(menu, state, text)).toEqual(step);
  });
});

test('home is one word away from every screen, whatever is shown there', () => {
  for (const screen of Object.keys(menu.screens)) {
    for (const word of ['home', 'H', 'menu', 'm', '0']) {
      expect(advance(menu, at(screen, rows), word)).toEqual(shows('home'));
    }
  }
});

test('any text from any screen leads to a place that exists, or to none', () => {
  const screen = fc.constantFrom(...Object.keys(menu.screens));
  fc.assert(
    fc.property(
      screen,
      fc.boolean(),
      fc.string({ unit: 'binary', maxLength: 12 }),
      (name, hasRows, text) => {
        const step = advance(menu, at(name, hasRows ? rows : []), text);
        if (step.do === 'show') expect(menu.screens).toHaveProperty([step.place.screen]);
      },
    ),
    { numRuns: runsOf(2000) },
  );
});
