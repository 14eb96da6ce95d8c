import { createSections } from './sections.ts';
import { readTitle } from './thing-title.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 400;
const MAX_OTHERS = 4;

const HEADING = /^(?:#{2,6} |(?:\d{1,4}[.)] )?\*\*(?=[^*]{1,120}\*\*$))\s{0,3}(\S.{0,140})$/;
const FACT = /^\s{0,4}[-*•] \**([A-Za-z][\w ()%/-]{0,40}?)\**:\** {1,4}(\S.{0,300})$/;
const RULE = /^[-=_ ]*$/;
/** The kind in front of a name: `Node: fjord`, `VM details: web`. */
const KIND_IN_FRONT = /^[A-Za-z]{2,12}(?: [A-Za-z]{2,12})?: (?=\S)/;
/** Titles of facts about all of it. */
const SUMMARY = /\b(?:status|summary|overview|statistics|health|report|cluster|totals?)$/i;

/** Things in sections of their own: a heading with the name, and facts in a list below. */
export function parseHeadedFacts(text: string): unknown {
  const things = createThings();
  for (const whole of text.split('\n', MAX_LINES)) {
    const line = whole.slice(0, MAX_LINE_LENGTH).trimEnd();
    const [, heading] = HEADING.exec(line) ?? [];
    const [, key, value] = FACT.exec(line) ?? [];
    if (heading !== undefined) things.begin(bare(heading));
    else if (key === undefined || value === undefined) things.remark(line);
    else if (!things.addFact(key.trim(), bare(value))) return undefined;
  }
  return things.end();
}

const bare = (text: string): string =>
  text
    .replaceAll(/[*`]|\p{Extended_Pictographic}|\ufe0f/gu, '')
    .trim()
    .replace(/^\d{1,4}[.)] /, '');

/** A heading without facts is that of the things below it. */
function createThings() {
  const sections = createSections();
  let title: string | undefined;
  let facts: Record<string, string> | undefined;
  let others = 0;
  return {
    begin(heading: string): void {
      if (title !== undefined && !facts) sections.open(`## ${title}`);
      title = heading;
      facts = undefined;
    },
    addFact(key: string, value: string): boolean {
      if (title === undefined || SUMMARY.test(title)) return false;
      if (!facts) {
        facts = { ...(readTitle(title)?.facts ?? { name: title.replace(KIND_IN_FRONT, '') }) };
        sections.add(facts);
      }
      facts[key] = value;
      return true;
    },
    remark(line: string): void {
      if (RULE.test(line)) return;
      sections.remark(line);
      others += 1;
    },
    end: (): unknown => (others > MAX_OTHERS ? undefined : sections.end(false)),
  };
}
