import type { Clock } from '../../core/clock.ts';
import type { LocalTime } from '../../core/local-time.ts';
import { err, ok } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { createEntryIndex, type EntryIndex } from '../../menu/entry-index.ts';
import type { Menu, MenuEntry, Screen, View } from '../../menu/menu.ts';
import type { Area } from './area.ts';
import { homeView } from './home-screen.ts';
import { findByName, textOf } from './search.ts';

/** A part of the house that is known by name but not set up, and what to do about it. */
export interface UnconfiguredArea {
  readonly info: AreaInfo;
  readonly hint: string;
  /** Worth a line on the home screen all the same. */
  readonly isListed?: boolean;
}

/** A room of one screen that is no area. */
export interface StandaloneScreen {
  readonly info: AreaInfo;
  readonly screen: Screen;
  /** Reached by its words, and listed nowhere. */
  readonly isHidden?: boolean;
}

interface Dependencies {
  readonly areas: readonly Area[];
  readonly absences: readonly UnconfiguredArea[];
  readonly clock: Clock;
  readonly time: LocalTime;
  readonly annexes?: readonly StandaloneScreen[];
}

export const HOME = 'home';

/** The screen that lists what a name or a word led to; its subject is that. */
export const SEARCH_RESULTS = 'found';

/** Put the areas together into one menu. Numbers stay where they are, whatever is set up. */
export function buildMenu({ areas, absences, clock, time, annexes = [] }: Dependencies): Menu {
  const isDemo = areas.some((area) => area.isDemo);
  const doors = [
    ...areas.map(({ info }) => doorTo(info)),
    ...absences.map(({ info, isListed = false }) => ({
      ...doorTo(info),
      isHidden: !isListed,
    })),
    ...annexes.map(({ info, isHidden = false }) => ({ ...doorTo(info), isHidden })),
  ].toSorted((a, b) => a.key.localeCompare(b.key));

  const screens: readonly (readonly [string, Screen])[] = [
    [
      HOME,
      { title: 'sms-relay', up: HOME, items: doors, isDemo, view: homeView(areas, clock, time) },
    ],
    ...areas.flatMap(screensOf),
    ...annexes.map(({ info, screen }) => [info.name, screen] as const),
    ...absences.map(({ info, hint }) => [info.name, absentScreen(info, hint)] as const),
  ];
  const menu = { home: HOME, screens: Object.fromEntries(screens) };
  const found: Screen = {
    title: 'Found',
    up: HOME,
    isDemo,
    view: foundView({ doors: createEntryIndex(menu), areas, clock }),
  };
  return { ...menu, screens: { ...menu.screens, [SEARCH_RESULTS]: found } };
}

const doorTo = ({ key, name, label, words }: AreaInfo): MenuEntry => ({
  key,
  label,
  words,
  opens: name,
});

const screensOf = ({ screens, isDemo }: Area): readonly (readonly [string, Screen])[] =>
  Object.entries(screens).map(([name, screen]) => [name, { ...screen, isDemo }]);

const absentScreen = ({ label }: AreaInfo, hint: string): Screen => ({
  title: label,
  up: HOME,
  view: async () => err({ kind: 'not-set-up', service: label, hint }),
});

interface Search extends Pick<Dependencies, 'areas' | 'clock'> {
  readonly doors: EntryIndex;
}

/** The screens that a word stands for, or else the things that have a name. */
const foundView =
  ({ doors, areas, clock }: Search): Screen['view'] =>
  async (name = '') => {
    const screens = doors.find(name);
    if (screens.length > 0) return ok<View>({ text: `Which ${name}?`, rows: screens });
    const { things: named, hinted, failures } = await findByName(areas, name, clock);
    const things = named.length > 0 ? named : hinted.things;
    const rows = things.map((thing) => ({ text: textOf(thing), opens: thing.opens }));
    return ok<View>({ text: `Found "${name}"`, rows, failures });
  };
