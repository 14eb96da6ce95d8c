import { remarkOn, withRemark } from './remarks.ts';

const MAX_HEADING_LENGTH = 100;
const MAX_SECTIONS = 50;

const HEADING =
  /^\s{0,3}(?:#{1,6}\s|\*\*[^*]{1,80}\*\*:?\s{0,3}(?:\(\d{1,6}\))?:?\s*$|\S.{0,80}\(\d{1,6}\):?\s*$|[A-Za-z].{0,80}:\s*$)/;
const COUNT = /(?:\((\d{1,6})\)|[:—–-] ?(\d{1,6}))[:*\s]{0,4}$/;
/** A heading that names what the rows below it belong to. */
const OWNER = /^(node|host|namespace|site)[: ] ?["'`]?([\w.-]{1,60})["'`]?$/i;

type Facts = Readonly<Record<string, string>>;

interface Section {
  readonly title: string;
  readonly count: number | undefined;
  readonly rows: Facts[];
}

export const isHeading = (line: string): boolean =>
  line.length <= MAX_HEADING_LENGTH &&
  !INDENTED_FACT.test(line) &&
  (HEADING.test(line) || OWNER.test(line));

/** `   Agent: web (004)`, below the thing that it is about. */
const INDENTED_FACT = /^\s{1,3}[A-Za-z][\w ]{0,30}: \S/;

/** Is true for a heading that tells of the rows below it whose they are, or how. */
export const isHeadingAbout = (line: string): boolean =>
  isHeading(line) && isAbout(titleIn(line).title);

function titleIn(line: string): { readonly title: string; readonly count: string | undefined } {
  const heading = line.replaceAll(/[*#]|\p{Extended_Pictographic}|\ufe0f/gu, '').trim();
  const [behind, first, second] = COUNT.exec(heading) ?? [''];
  const title = heading
    .slice(0, heading.length - behind.length)
    .replace(/[:\s]{1,4}$/, '')
    .trim();
  return { title, count: first ?? second };
}

/** Collects rows under their headings. A heading that counts more rows than follow leaves them without an end. */
export function createSections() {
  const all: Section[] = [{ title: '', count: undefined, rows: [] }];
  const words: string[] = [];

  function lists(isShort: boolean): unknown {
    const named = all.filter(({ rows, count }) => rows.length > 0 || count === 0);
    const size = named.reduce((sum, { rows }) => sum + rows.length, 0);
    const isCut =
      isShort ||
      all.some(({ rows, count }) => count !== undefined && count > (rows.length || size)) ||
      (remarkOn(size, words).total ?? 0) > size;
    const beside = isCut ? { truncated: true } : {};
    if (named.every(({ title }) => title === '' || isAbout(title))) {
      const rows = named.flatMap(({ title, rows: own }) => own.map((row) => ownedBy(title, row)));
      const found = withRemark(rows, words);
      return isCut ? { items: rows, ...beside } : found;
    }
    const titles = new Set(named.map(({ title }) => title.toLowerCase()));
    if (titles.size !== named.length) return undefined;
    return {
      ...Object.fromEntries(named.map(({ title, rows }) => [title || 'items', rows])),
      ...beside,
    };
  }

  return {
    open(line: string): void {
      const { title, count } = titleIn(line);
      all.push({ title, count: count === undefined ? undefined : Number(count), rows: [] });
      words.push(line);
    },
    add: (row: Facts): void => void all.at(-1)?.rows.push(row),
    remark: (line: string): void => void words.push(line),
    /** Returns the lists; undefined where no row was found, or headings are too many or say the same. */
    end: (isShort: boolean): unknown =>
      all.some(({ rows }) => rows.length > 0) && all.length <= MAX_SECTIONS
        ? lists(isShort)
        : undefined,
  };
}

function ownedBy(title: string, row: Facts): Facts {
  const [, kind, name] = OWNER.exec(title) ?? [];
  if (kind !== undefined && name !== undefined) return { [kind.toLowerCase()]: name, ...row };
  const [, level] = LEVEL.exec(title) ?? [];
  if (level !== undefined) return { severity: level, ...row };
  return STATE_ALONE.test(title) ? { status: title, ...row } : row;
}

/** A heading that rates the rows below it, or tells their state. */
const LEVEL =
  /^(critical|fatal|emergency|high|severe|error|major|medium|moderate|minor|low|warning|warn|info|informational|notice)s?(?:[ -](?:severity|priority|risk|level))?(?: (?:alerts?|alarms?|issues?|events?|findings?|incidents?))?$/i;
const STATE_ALONE =
  /^(?:running|stopped|online|offline|up|down|paused|ready|not ready|active|inactive)$/i;

/** Is true for a heading that only says something about the rows below it. */
const isAbout = (title: string): boolean =>
  OWNER.test(title) || LEVEL.test(title) || STATE_ALONE.test(title);
