import { type CallableTools, type Candidate, MAX_CANDIDATES } from './candidates.ts';
import { formOf } from './fill-arguments.ts';
import { fitnessOf } from './qualifiers.ts';
import { qualifiersIn } from './tool-words.ts';

const OVERVIEW =
  /^(?:overview|dashboard|inventory|everything|summary|snapshot|topology|resources|report|cluster|status|health|state|environment|infrastructure)$/;

/** Tools that may tell several lists at once. */
export function overviewsAmong({ tools }: CallableTools): readonly Candidate[] {
  const nothing = { nouns: [], canLearn: () => false, fits: () => false };
  return tools
    .filter(({ words }) => (isNamed(words) || words.at(-1) === 'all') && isOfEverything(words))
    .flatMap(({ tool, words }) => {
      const form = formOf(tool, nothing);
      return form?.open.length === 0 ? [{ tool, form, words }] : [];
    })
    .toSorted((a, b) => rankOf(a.words) - rankOf(b.words) || a.tool.name.localeCompare(b.tool.name))
    .slice(0, MAX_CANDIDATES)
    .map(({ tool, form }) => ({
      ...{ tool, form, head: '', kind: undefined, isNamed: false, isNarrow: form.isNarrow },
    }));
}

const isNamed = (words: readonly string[]): boolean => words.some((word) => OVERVIEW.test(word));

const isOfEverything = (words: readonly string[]): boolean => {
  const others = qualifiersIn(words, []).filter((word) => !OVERVIEW.test(word));
  return fitnessOf('uplink', others) === 'whole';
};

const LIKELIEST = [
  ...['everything', 'overview', 'snapshot', 'inventory', 'dashboard', 'infrastructure'],
  ...['resources', 'summary'],
];
const rankOf = (words: readonly string[]): number => {
  const at = LIKELIEST.findIndex((word) => words.includes(word));
  return at < 0 ? LIKELIEST.length : at;
};
