import type { Clock } from '../core/clock.ts';
import type { LocalTime } from '../core/local-time.ts';
import { err, ok } from '../core/result.ts';
import type { Area, Nameplate } from './area.ts';
import { findByName, textOf } from './found.ts';
import { homeView } from './home.ts';
import type { Doorway, Menu, Screen, View } from './menu.ts';

/** A part of the house that is known by name but not set up, and what to do about it. */
export interface Absence {
  readonly nameplate: Nameplate;
  readonly hint: string;
  /** Worth a line on the home screen all the same. */
  readonly isListed?: boolean;
}

/** A room of one screen that is no area. */
export interface Annex {
  readonly nameplate: Nameplate;
  readonly screen: Screen;
  /** Reached by its words, and listed nowhere. */
  readonly isHidden?: boolean;
}

interface Parts {
  readonly areas: readonly Area[];
  readonly absences: readonly Absence[];
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly annexes?: readonly Annex[];
}

export const HOME = 'home';

/** The screen that lists what a name led to; its subject is the name. */
export const FOUND = 'found';

/** Put the areas together into one menu. Numbers stay where they are, whatever is set up. */
export function buildMenu({ areas, absences, clock, time, annexes = [] }: Parts): Menu {
  const isDemo = areas.some((area) => area.isDemo);
  const doors = [
    ...areas.map(({ nameplate }) => doorTo(nameplate)),
    ...absences.map(({ nameplate, isListed = false }) => ({
      ...doorTo(nameplate),
      isHidden: !isListed,
    })),
    ...annexes.map(({ nameplate, isHidden = false }) => ({ ...doorTo(nameplate), isHidden })),
  ].toSorted((a, b) => a.key.localeCompare(b.key));

  const screens: readonly (readonly [string, Screen])[] = [
    [
      HOME,
      { title: 'sms-relay', up: HOME, items: doors, isDemo, view: homeView(areas, clock, time) },
    ],
    [FOUND, { title: 'Found', up: HOME, isDemo, view: foundView(areas, clock) }],
    ...areas.flatMap(screensOf),
    ...annexes.map(({ nameplate, screen }) => [nameplate.name, screen] as const),
    ...absences.map(
      ({ nameplate, hint }) => [nameplate.name, absentScreen(nameplate, hint)] as const,
    ),
  ];
  return { home: HOME, screens: Object.fromEntries(screens) };
}

const doorTo = ({ key, name, label, words }: Nameplate): Doorway => ({
  key,
  label,
  words,
  opens: name,
});

const screensOf = ({ screens, isDemo }: Area): readonly (readonly [string, Screen])[] =>
  Object.entries(screens).map(([name, screen]) => [name, { ...screen, isDemo }]);

const absentScreen = ({ label }: Nameplate, hint: string): Screen => ({
  title: label,
  up: HOME,
  view: async () => err({ kind: 'not-set-up', service: label, hint }),
});

const foundView =
  (areas: readonly Area[], clock: Clock): Screen['view'] =>
  async (name = '') => {
    const { things, failures } = await findByName(areas, name, clock);
    const rows = things.map((thing) => ({ text: textOf(thing), opens: thing.opens }));
    return ok<View>({ text: `Found "${name}"`, rows, failures });
  };
