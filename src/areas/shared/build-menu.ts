import type { Clock } from '../../core/clock.ts';
import { err, ok } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { createEntryIndex, type EntryIndex } from '../../menu/entry-index.ts';
import type { Menu, MenuEntry, Screen, View } from '../../menu/menu.ts';
import type { Area } from './area.ts';
import { homeView } from './home-screen.ts';
import { findByName, textOf } from './search.ts';

/** An area that is not set up; `hint` says how to set it up. */
export interface UnconfiguredArea {
  readonly info: AreaInfo;
  readonly hint: string;
  /** True when the home screen lists it all the same. */
  readonly isListed?: boolean;
}

/** A single screen that belongs to no area. */
export interface StandaloneScreen {
  readonly info: AreaInfo;
  readonly screen: Screen;
  /** True when it opens by its words but is not listed. */
  readonly isHidden?: boolean;
}

interface Dependencies {
  readonly areas: readonly Area[];
  readonly absences: readonly UnconfiguredArea[];
  readonly clock: Clock;
  readonly annexes?: readonly StandaloneScreen[];
}

export const HOME = 'home';

/** The screen that lists the matches of a name or word; its subject is the searched text. */
export const SEARCH_RESULTS = 'found';

/** Builds one menu from all areas. The keys are fixed: they do not depend on which areas are set up. */
export function buildMenu({ areas, absences, clock, annexes = [] }: Dependencies): Menu {
  const isDemo = areas.some((area) => area.isDemo);
  const entries = [
    ...areas.map(({ info }) => entryFor(info)),
    ...absences.map(({ info, isListed = false }) => ({
      ...entryFor(info),
      isHidden: !isListed,
    })),
    ...annexes.map(({ info, isHidden = false }) => ({ ...entryFor(info), isHidden })),
  ].toSorted((a, b) => a.key.localeCompare(b.key));

  const screens: readonly (readonly [string, Screen])[] = [
    [HOME, { title: 'sms-relay', up: HOME, items: entries, isDemo, view: homeView(areas, clock) }],
    ...areas.flatMap(screensOf),
    ...annexes.map(({ info, screen }) => [info.name, screen] as const),
    ...absences.map(({ info, hint }) => [info.name, absentScreen(info, hint)] as const),
  ];
  const menu = { home: HOME, screens: Object.fromEntries(screens) };
  const found: Screen = {
    title: 'Found',
    up: HOME,
    isDemo,
    view: foundView({ index: createEntryIndex(menu), areas, clock }),
  };
  return { ...menu, screens: { ...menu.screens, [SEARCH_RESULTS]: found } };
}

const entryFor = ({ key, name, label, words }: AreaInfo): MenuEntry => ({
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
  readonly index: EntryIndex;
}

/** Lists the screens that a word opens, or else the objects found by that name. */
const foundView =
  ({ index, areas, clock }: Search): Screen['view'] =>
  async (_, name = '') => {
    const screens = index.find(name);
    if (screens.length > 0) return ok<View>({ text: `Which ${name}?`, rows: screens });
    const { entries: named, hinted, failures } = await findByName(areas, name, clock);
    const found = named.length > 0 ? named : hinted.entries;
    const rows = found.map((entry) => ({ text: textOf(entry), opens: entry.opens }));
    return ok<View>({ text: `Found "${name}"`, rows, failures });
  };
