import { err, ok } from '../../core/result.ts';
import type { AreaInfo } from '../../menu/area-info.ts';
import { createEntryIndex } from '../../menu/entry-index.ts';
import type { Menu, MenuEntry, Screen } from '../../menu/menu.ts';
import type { Area } from './area.ts';
import { FIND } from './find-operation.ts';
import { STATUS } from './status-operation.ts';

/** An area that is not set up; `hint` says how to set it up. */
export interface UnconfiguredArea {
  readonly info: AreaInfo;
  readonly hint: string;
  /** True when the home screen lists it all the same. */
  readonly isListed?: boolean;
}

/** A door that belongs to no area, with its screens. The first one is named like the door. */
export interface StandaloneScreen {
  readonly info: AreaInfo;
  readonly screens: Readonly<Record<string, Screen>>;
  /** True when it opens by its words but is not listed. */
  readonly isHidden?: boolean;
}

interface Dependencies {
  readonly areas: readonly Area[];
  readonly absences: readonly UnconfiguredArea[];
  readonly annexes?: readonly StandaloneScreen[];
}

export const HOME = 'home';

/** The screen that lists the matches of a name; its subject is the searched text. */
export const SEARCH_RESULTS = 'found';

/** The screen that lists what a word of several areas may open; its subject is the word. */
export const WHICH = 'which';

/** Builds one menu from all areas. The keys are fixed: they do not depend on which areas are set up. */
export function buildMenu({ areas, absences, annexes = [] }: Dependencies): Menu {
  const isDemo = areas.some((area) => area.isDemo);
  const entries = [
    ...areas.map(({ info }) => entryFor(info)),
    ...absences.map(({ info, isListed = false }) => ({
      ...entryFor(info),
      isHidden: !isListed,
    })),
    ...annexes.map(({ info, isHidden = false }) => ({ ...entryFor(info), isHidden })),
  ].toSorted((a, b) => a.key.localeCompare(b.key));

  const own = { up: HOME, isDemo };
  const screens: readonly (readonly [string, Screen])[] = [
    [HOME, { ...own, title: 'sms-relay', items: entries, operation: STATUS }],
    [SEARCH_RESULTS, { ...own, title: 'Found', operation: FIND, subjectField: 'name' }],
    ...areas.flatMap(screensOf),
    ...annexes.flatMap(({ screens: more }) => Object.entries(more)),
    ...absences.map(({ info, hint }) => [info.name, absentScreen(info, hint)] as const),
  ];
  const menu = { home: HOME, screens: Object.fromEntries(screens) };
  const index = createEntryIndex(menu);
  const which: Screen = {
    ...{ ...own, title: 'Found' },
    view: (word = '') => ok({ text: `Which ${word}?`, rows: index.find(word) }),
  };
  return { ...menu, screens: { ...menu.screens, [WHICH]: which } };
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
  view: () => err({ kind: 'not-set-up', service: label, hint }),
});
