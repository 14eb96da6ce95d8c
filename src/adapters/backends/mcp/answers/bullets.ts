import { factOfDot, type Legend, readLegend, splitDot } from './dots.ts';
import { readTitle } from './thing-title.ts';

const MAX_LINES = 10_000;

/** Lines for the eye are shorter. */
const MAX_LINE_LENGTH = 300;

/** `• Status: ONLINE` or `  - Status: ONLINE`, whatever decorates it. */
const BULLET = /^(?:\s*[•*·]|\s+-)/;
const KEY = /^[A-Za-z][\w ()%/-]*$/;

type Facts = Record<string, string>;

/** Things written for the eye: a name, and facts about it in bullets below. */
export function parseBullets(text: string): readonly Facts[] | undefined {
  const things: Facts[] = [];
  const legend = readLegend(text);
  let title = '';
  let facts: Facts | undefined;

  for (const whole of text.split('\n', MAX_LINES)) {
    const line = whole.slice(0, MAX_LINE_LENGTH);
    const fact = readFact(line);
    if (!fact && facts && isContinued(line)) return undefined; // a list in YAML
    if (!fact) {
      if (line.trim() === '') continue;
      title = line;
      facts = undefined;
      continue;
    }
    if (!facts) {
      facts = { ...dotted(title, legend), ...titled(plain(title)) };
      things.push(facts);
    }
    addFact(facts, fact);
  }
  return things.length > 0 ? things : undefined;
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

/** `opnsense (ID: 100)`: the name, and what stands in brackets behind it. */
function titled(title: string): Facts {
  const numbered = readTitle(title);
  if (numbered?.rest === '') return { ...numbered.facts };
  const id = /\(ID:\s*(\w+)\)$/i.exec(title);
  const name = title.slice(0, id?.index).trim();
  const facts: Facts = { name: name.replace(/^[A-Z]\w*:\s+/, '') };
  return id?.[1] === undefined ? facts : { ...facts, id: id[1] };
}

/** Without emoji, asterisks and tags like `[vm]`. */
const plain = (text: string): string =>
  text
    .replaceAll(/\p{Extended_Pictographic}|\ufe0f|\u200d|\*/gu, '')
    .trim()
    .replace(/^(?:\[[a-z]+\]\s*)+/, '');
