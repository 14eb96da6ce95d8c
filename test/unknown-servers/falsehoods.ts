import { UNITS, type Unit, type World } from './world.ts';

/** Something that a text says and that is not so. */
export interface Falsehood {
  /** A unit, or the kind of claim. */
  readonly about: Unit | Claim;
  readonly says: string;
}

export type Claim = 'OK' | 'mark' | 'row' | 'search' | 'firewall';

/** Everything that a text says, and that is not so in the world. */
export function findFalsehoods(text: string, world: World): readonly Falsehood[] {
  // The state of an opened thing stands below its name.
  const lines = text
    .replaceAll('\nunknown on ', ' unknown on ')
    .split('\n')
    .filter((line) => !line.startsWith('?'));
  const isAdmitted = admitsGaps(text);
  return [
    ...lines.flatMap((line) => wrongCounts(line, world, isAdmitted)),
    ...lines.flatMap((line) => wrongNones(line, world)),
    ...lines.flatMap((line) => wrongMarks(line, world)),
    ...lines.flatMap((line) => wrongRows(line, world)),
    ...wrongOk(text, world),
    ...wrongFirewall(text, world),
    ...wrongDenial(text, world),
  ];
}

const UNIT_WORDS =
  'nodes?|VMs?|LXC|clients?|APs?|alerts?|critical|warn(?:ings?)?|pods?|pending|failed|services?|events?|namespaces?|deployments?|rules?|bans?';

/** Numbers of heads and summaries. `1 ban 203.0.113.5` is a row, and `1 pod failed` counts no pods. */
const COUNT = new RegExp(
  `(?:^(?!\\d+ [\\w-]+ )|[:.,!] |\\b(?:Net|K8s|Sec|PVE) )(\\d+)(\\+?) (${UNIT_WORDS})(?![\\w-]| (?:failed|pending|not ready|down))`,
  'g',
);
const NODES_UP = /\bPVE (\d+)\/(\d+)/;

interface Count {
  readonly about: Unit;
  readonly number: number;
  /** There may be more. */
  readonly isLeast: boolean;
}

function wrongCounts(line: string, world: World, isAdmitted: boolean): readonly Falsehood[] {
  const [, , nodes] = NODES_UP.exec(line) ?? [];
  const told: readonly Count[] = [
    ...[...line.matchAll(COUNT)].map(([, number, more, word = '']) => ({
      about: unitOf(word),
      number: Number(number),
      isLeast: more === '+' || isAdmitted,
    })),
    ...(nodes === undefined
      ? []
      : [{ about: 'node' as const, number: Number(nodes), isLeast: isAdmitted }]),
  ];
  return told
    .filter(({ about, number, isLeast }) => !isTrue(number, world.counts[about], isLeast))
    .map(({ about, number }) => ({ about, says: `${number} ${about} in "${line}"` }));
}

const unitOf = (word: string): Unit =>
  word.startsWith('warn') ? 'warning' : (UNITS.find((unit) => word.startsWith(unit)) ?? 'node');

/** Fewer are no lie where the text says that it does not know all; none of some always are. */
function isTrue(said: number, really: number | readonly number[] = 0, isLeast: boolean): boolean {
  const all: readonly number[] = typeof really === 'number' ? [really] : really;
  return all.includes(said) || (isLeast && said > 0 && said < Math.max(...all));
}

/** What else is not told, of which several kinds may be named. */
const NOT_TOLD =
  /no (?:answer about|source for) [\w ]*[a-z](?:, (?:VMs|LXC|gateways|switches|APs|wired clients|wifi clients)\b)*(?:,\s*|$)/gim;

/**
 * Whether a text says that its numbers may be too small. That they are guessed, which is said of every answer of an
 * unknown server, or that something else is not told, says nothing of that.
 */
export function admitsGaps(text: string): boolean {
  const rest = text
    .replaceAll(/(?:best )?guess(?:ed)? from [\w./-]+(?:,\s*)?/gi, '')
    .replaceAll(NOT_TOLD, '')
    .replaceAll('? for help', '');
  return (
    /^\? *\S|^(?:Net|PVE|K8s|Sec) .* \?$/m.test(rest) ||
    /\bat least\b|\bfirst \d+|\d+ of \d+\b|not found in what/i.test(rest)
  );
}

const NONES: readonly (readonly [RegExp, readonly Unit[]])[] = [
  [/\bno alerts\b/, ['alert']],
  [/\bno events\b/, ['event']],
  [/\bno rules or bans\b/, ['rule', 'ban']],
  [/\bno log lines\b/, ['log line']],
  [/\bno nodes\b/, ['node']],
  [/\bno pods\b/, ['pod']],
  [/\bno (?:VMs|guests)\b/, ['VM']],
  [/\bno clients\b/, ['client']],
];

const wrongNones = (line: string, { counts }: World): readonly Falsehood[] =>
  NONES.flatMap(([pattern, units]) =>
    pattern.test(line)
      ? units
          .filter((unit) => !isTrue(0, counts[unit], false))
          .map((about) => ({ about, says: line }))
      : [],
  );

const MARKED = /(?:^|^\d+ |^\w+ )! (.+)$/;
const HONEST_MARK =
  /^No answer from|^(?:PVE |K8s )?no nodes seen|\bunknown\b|\?$|^(?:\w+ )?\d+ (?:alerts? open|critical alerts?)$|Firewall OFF/;

const MARKED_PODS = /^(?:K8s )?(\d+) pods? (pending|failed)/;

/** Trouble that is none. */
function wrongMarks(line: string, { counts, troubles }: World): readonly Falsehood[] {
  const [, marked] = MARKED.exec(line) ?? [];
  if (marked === undefined || HONEST_MARK.test(marked)) return [];
  const [, number, state = ''] = MARKED_PODS.exec(marked) ?? [];
  if (number !== undefined) {
    const about = unitOf(state);
    return isTrue(Number(number), counts[about], true) ? [] : [{ about, says: line }];
  }
  return troubles.some((it) => marked.includes(it)) ? [] : [{ about: 'mark', says: line }];
}

const ROW = /^\d+ (.+)$/;
const NO_ROW = new RegExp(`^(?:others? |(?:${UNIT_WORDS})(?:[,.]|$))`);

/** A namespace with its pods, which are counted elsewhere. */
const NAMESPACE = /^(?:! )?[\w.-]+ (?:\d+\+?|\?) pods?\b/;

/** A row of nothing that is there, or of trouble as if it were none. */
function wrongRows(line: string, { rows, troubles }: World): readonly Falsehood[] {
  const [, row] = ROW.exec(line) ?? [];
  if (row === undefined || NO_ROW.test(row) || NAMESPACE.test(row)) return [];
  if (!rows.some((it) => row.includes(it))) return [{ about: 'row', says: line }];
  const isHidden = troubles.some((it) => row.startsWith(it)) && !/[!?]/.test(row);
  return isHidden ? [{ about: 'row', says: line }] : [];
}

/** Said of an area, of all, or of an area beside others. */
const OK = /^(?:\w+ )?OK\.|\b(?:Net|PVE|K8s|Sec) OK\b/m;

const wrongOk = (text: string, { canBeOk = false }: World): readonly Falsehood[] =>
  !canBeOk && OK.test(text) ? [{ about: 'OK', says: 'OK' }] : [];

function wrongFirewall(text: string, { isFirewallOn }: World): readonly Falsehood[] {
  const [, said] = /Firewall (on|OFF)\b/.exec(text) ?? [];
  if (said === undefined || (said === 'on') === isFirewallOn) return [];
  return [{ about: 'firewall', says: `Firewall ${said}` }];
}

/** `Nothing here is called "plex"` of what is there, without a word of who could not be asked. */
function wrongDenial(text: string, { rows }: World): readonly Falsehood[] {
  // Where somebody could not be asked, or told a part, it is no denial.
  const [denial, name = ''] = /^Nothing here is called "(.+)"\.$/m.exec(text) ?? [];
  return denial === undefined || !rows.includes(name) ? [] : [{ about: 'search', says: denial }];
}
