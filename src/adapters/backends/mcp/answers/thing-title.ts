import { factOfDot, splitDot } from './dots.ts';
import { IP, MAC, readSentence, STATE } from './prose.ts';

const KIND = '(?:(?:(VM|CT|LXC|QEMU|container|guest)|(?:VM|CT)?ID)[ #:]{1,3})?';
const NAME = '[A-Za-z][\\w.@/-]{0,80}(?: [A-Za-z0-9][\\w.@/-]{0,40}){0,3}';

/** `VM 100: web`, `100 - web`, `#100 web`, `CT 101 (dns)`. */
const NUMBER_FIRST = new RegExp(
  `^${KIND}(?:#|\\[)?(\\d{2,9})\\]?(?: ?[:–—|-] ?| ?\\(| )(${NAME})\\)?`,
  'i',
);
/** `web (100)`, `web (VMID: 100)`, `web [ID 100]`. */
const NUMBER_LAST = new RegExp(
  `^${KIND}(${NAME}) ?[([](?:(?:VM|CT)?ID[: #]{1,3})?(\\d{2,9})[)\\]]`,
  'i',
);
/** A state behind the name: `web (running)`. */
const STATE_LAST = /^ ?[([:–—-] ?([a-z][a-z ]{1,20})[)\]]?$/i;

export interface ThingTitle {
  readonly facts: Readonly<Record<string, string>>;
  /** The words behind. */
  readonly rest: string;
}

/** `tv (10.0.0.5)`. */
const ADDRESS_LAST = /^(\S.{0,80}?) \(([0-9a-f:.]{7,17})\)$/i;

/** `[Level 12] 2026-11-27T20:11:00Z`: a rating and a time. */
const TAGGED = /^\[[A-Za-z]{2,12}(?: \d{1,2})?\]/;
const TAG_ALONE = /^\[[^\]]{0,20}\]$/;
const NUMBERED = /^\d{1,4}[.)] {1,3}/;
const KIND_IN_FRONT = /^[A-Z][A-Za-z]{1,20}: +(?=\S)/;
const IN_BRACKETS = /^(\S.{0,80}?) \(([A-Za-z][\w ]{0,20}: ?[^()]{1,80})\)$/;

/** Reads the title of a thing whole: without its number and its kind, and with what a dot or brackets say. */
export function factsOfTitle(title: string): Readonly<Record<string, string>> {
  const { dot = '', words = title } = splitDot(title) ?? {};
  const bare = words.replaceAll('*', '').replace(NUMBERED, '').trim();
  const told = factOfDot(dot, new Map());
  const read = readTitle(bare);
  if (read?.rest === '') return { ...told, ...read.facts };
  if (TAGGED.test(bare)) {
    const { message, ...tagged } = readSentence(bare);
    return {
      ...told,
      ...tagged,
      ...(message !== undefined && !TAG_ALONE.test(message) && { message }),
    };
  }
  const { name, facts } = splitBrackets(bare);
  return { ...told, ...facts, name: facts ? name.replace(KIND_IN_FRONT, '') : name };
}

/** `plex (namespace: media)`: the words in front, and the facts in brackets if there are any. */
export function splitBrackets(words: string): {
  readonly name: string;
  readonly facts: Readonly<Record<string, string>> | undefined;
} {
  const [, name, pairs] = IN_BRACKETS.exec(words) ?? [];
  if (name === undefined || pairs === undefined) return { name: words, facts: undefined };
  const facts = pairs.split(', ').map((pair) => pair.split(/: ?/, 2));
  return {
    name,
    facts: Object.fromEntries(
      facts.flatMap(([key, value]) => (key && value ? [[key, value] as const] : [])),
    ),
  };
}

/** Reads the title of a thing: its name with its number and kind, and its state where that is all else there is, or with its address. */
export function readTitle(title: string): ThingTitle | undefined {
  const [, owner, address = ''] = ADDRESS_LAST.exec(title) ?? [];
  if (owner !== undefined && MAC.test(address))
    return { facts: { name: owner, mac: address }, rest: '' };
  if (owner !== undefined && IP.test(address))
    return { facts: { name: owner, ip: address }, rest: '' };
  return readNumbered(title);
}

function readNumbered(title: string): ThingTitle | undefined {
  const first = NUMBER_FIRST.exec(title);
  const last = first ? undefined : NUMBER_LAST.exec(title);
  const [whole, type] = first ?? last ?? [];
  const [id, name] = first ? [first[2], first[3]] : [last?.[3], last?.[2]];
  if (whole === undefined || id === undefined || name === undefined) return undefined;
  const rest = title.slice(whole.length);
  const state = STATE_LAST.exec(rest)?.[1];
  const isState = state !== undefined && STATE.test(state);
  return {
    facts: {
      ...{ name, id },
      ...(type !== undefined && { type }),
      ...(isState && { status: state }),
    },
    rest: isState ? '' : rest,
  };
}
