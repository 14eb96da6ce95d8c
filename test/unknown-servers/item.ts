import type { AreaName } from '../../src/config/areas.ts';
import { admitsGaps, type Claim } from './falsehoods.ts';
import type { UnknownServerSpec } from './unknown-server.ts';
import type { Unit, World } from './world.ts';

/** A question that a person has, and what its answer is. */
export interface Item {
  readonly name: string;
  /** What is texted for it. */
  readonly text: string;
  /** What it is about: falsehoods about that make it wrong. */
  readonly about: Unit | Claim;
  readonly isRight: (read: string) => boolean;
  /** Other things that are never said. */
  readonly never?: RegExp;
  /** No tool tells it: nothing can be said but that, and only falsehoods count. */
  readonly isUntold?: boolean;
  /** Instead of the habit of its server. */
  readonly habit?: Habit;
}

/** What strangers do that the relay should cope with. */
export type Habit =
  | 'pages'
  | 'narrower tools'
  | 'overview'
  | 'prose'
  | 'markdown tables'
  | 'csv'
  | 'key-value lines'
  | 'other nouns'
  | 'other units'
  | 'suffixed facts'
  | 'required arguments'
  | 'wrong contract'
  | 'failing tool'
  | 'slow start'
  | 'no verb'
  | 'one kind only'
  | 'empty but whole'
  | 'banner'
  | 'changing tools'
  | 'plain';

/** A server of an invented name, how things really are behind it, and what is asked about them. */
export interface Stranger extends UnknownServerSpec {
  readonly area: AreaName;
  readonly habit: Habit;
  readonly world: World;
  readonly items: readonly Item[];
}

type More = Pick<Item, 'habit' | 'never'>;

/** `34 VMs` stands in what is answered. */
export function counts(number: number, unit: Unit, on: string, more: More = {}): Item {
  const words = { LXC: 'LXC', critical: 'critical', pending: 'pending', failed: 'failed' }[
    String(unit)
  ];
  const said = new RegExp(`\\b${number} (?:${words ?? `${unit}s?`})(?![\\w-])`);
  return {
    name: `${number} ${unit}`,
    text: on,
    about: unit,
    isRight: (read) => said.test(read),
    ...more,
  };
}

/** All of these are shown, each in a row. */
export const lists = (names: readonly string[], on: string, more: More = {}): Item => ({
  name: `${names.length} rows on ${on}`,
  text: on,
  about: 'row',
  isRight: (read) => names.every((name) => read.includes(name)),
  ...more,
});

/** `! dns stopped`, or another word for its state; that it is unknown is none. */
export const marks = (name: string, on: string, more: More = {}): Item => ({
  name: `! ${name} on ${on}`,
  text: on,
  about: 'mark',
  isRight: (read) =>
    read
      .split('\n')
      .some((line) => line.includes('! ') && line.includes(name) && !/\bunknown\b/.test(line)),
  ...more,
});

/** A text of its name leads to it, and shows this. */
export const finds = (name: string, shown: RegExp, more: More = {}): Item => ({
  name: `find ${name}`,
  text: name,
  about: 'search',
  isRight: (read) => !/^Nothing (?:here|that .+ told) is called/m.test(read) && shown.test(read),
  ...more,
});

/** A screen says this, whatever else it says. */
export const says = (
  shown: RegExp,
  on: string,
  more: More & { about?: Item['about'] } = {},
): Item => ({
  name: `${shown.source} on ${on}`,
  text: on,
  about: 'mark',
  isRight: (read) => shown.test(read),
  ...more,
});

/** The tool that would tell it fails, and a person reads that it is not known. */
export const admits = (about: Item['about'], on: string, more: More = {}): Item => ({
  name: `admits not to know ${about}`,
  text: on,
  about,
  isRight: (read) =>
    /no answer|no source|answered with|not readable/.test(read) || admitsGaps(read),
  ...more,
});

/** No tool tells it. */
export const untold = (about: Item['about'], on: string, more: More = {}): Item => ({
  name: `says nothing false of ${about}`,
  text: on,
  about,
  isRight: () => false,
  isUntold: true,
  ...more,
});
