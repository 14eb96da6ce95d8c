import { factOfDot, type Legend, readLegend, splitDot } from './dots.ts';
import { STATE } from './prose.ts';
import { withRemark } from './remarks.ts';
import { isHeading } from './sections.ts';
import { readTitle } from './thing-title.ts';

const MAX_LINES = 10_000;

/** Lines for the eye are shorter. */
const MAX_LINE_LENGTH = 300;

/** `• Status: ONLINE` or `  - Status: ONLINE`, whatever decorates it. */
const BULLET = /^(?:\s*[•*·]|\s+-)/;
const KEY = /^[A-Za-z][\w ()%/-]*$/;

type Facts = Record<string, string>;

/** Things written for the eye: a name, and facts about it in bullets below. */
export function parseBullets(text: string): unknown {
  const things: Facts[] = [];
  const legend = readLegend(text);
  const others: string[] = [];
  let title = '';
  let facts: Facts | undefined;

  /** A title without facts is a thing where it tells a state, and words about the others if it does not. */
  function closeTitle(): void {
    if (title === '' || facts) return;
    const { status } = titledByState(title) ?? {};
    if (status !== undefined && !isHeading(title)) things.push({ ...titledByState(title) });
    else others.push(title);
  }

  function takeFact(fact: Fact): void {
    if (!facts) {
      facts = titledByState(title) ?? { ...dotted(title, legend), ...titled(plain(title)) };
      things.push(facts);
    }
    addFact(facts, fact);
  }

  for (const whole of text.split('\n', MAX_LINES)) {
    const line = whole.slice(0, MAX_LINE_LENGTH);
    const fact = readFact(line);
    if (!fact && facts && isContinued(line)) return undefined; // a list in YAML
    if (fact) takeFact(fact);
    else if (line.trim() !== '') {
      closeTitle();
      title = line;
      facts = undefined;
    }
  }
  const isAny = things.length > 0;
  closeTitle();
  return isAny ? withRemark(things, others) : undefined;
}

/** A fact without a bullet, indented like the text of the one above it. */
const isContinued = (line: string): boolean => /^ {2,12}[A-Za-z_]\w{0,40}:(?: |$)/.test(line);

interface Fact {
  readonly key: string;
  readonly value: string;
}

function readFact(line: string): Fact | undefined {
  const [bullet] = BULLET.exec(line) ?? [];
  const colon = line.indexOf(':');
  if (bullet === undefined || colon < 0) return undefined;
  const key = withoutStars(line.slice(bullet.length, colon));
  return KEY.test(key) ? { key, value: line.slice(colon + 1) } : undefined;
}

const withoutStars = (text: string): string => text.replaceAll('*', ' ').trim();

/** A word for the state outdoes the colour of a dot. */
const STATE_KEY = /^(?:status|state|power|health|online|power ?state)$/i;

function addFact(facts: Facts, { key, value }: Fact): void {
  if (STATE_KEY.test(key)) delete facts['status'];
  facts[key] = plain(value);
}

const dotted = (title: string, legend: Legend): Facts =>
  factOfDot(splitDot(title)?.dot ?? '', legend);

const PICTURE = /\p{Extended_Pictographic}\ufe0f?/u;

/** `pve1 ✅ online`: a name, a picture and a state. */
function titledByState(line: string): Facts | undefined {
  const [name = '', state = '', more] = line
    .split(PICTURE, 3)
    .map((part) => withoutStars(part).replace(/^\d{1,4}[.)] {1,3}/, ''));
  return name !== '' && more === undefined && STATE.test(state)
    ? { name, status: state }
    : undefined;
}

/** `opnsense (ID: 100)`: the name, and what stands in brackets behind it. */
function titled(title: string): Facts {
  const numbered = readTitle(title);
  if (numbered?.rest === '') return { ...numbered.facts };
  const id = /\(ID:\s*(\w+)\)$/i.exec(title);
  const name = title
    .slice(0, id?.index)
    .replace(/^\d{1,4}[.)] {1,3}/, '')
    .trim();
  const facts: Facts = { name: name.replace(/^[A-Z]\w*:\s+/, '') };
  return id?.[1] === undefined ? facts : { ...facts, id: id[1] };
}

/** Without emoji, asterisks and tags like `[vm]`. */
const plain = (text: string): string =>
  text
    .replaceAll(/\p{Extended_Pictographic}|\ufe0f|\u200d|\*/gu, '')
    .trim()
    .replace(/^(?:\[[a-z]+\]\s*)+/, '');
