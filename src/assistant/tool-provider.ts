/** A read-only tool of another server. */
export interface ExternalTool {
  readonly name: string;
  readonly description: string;
  readonly schema: object;
}

/** A server that provides its read-only tools. */
export interface ToolProvider {
  readonly name: string;
  readonly tools: () => Promise<readonly ExternalTool[]>;
  /** Returns the answer, or the error as text. Only tools of the list can be called. */
  readonly call: (tool: string, input: object) => Promise<string>;
}

const NAME_WEIGHT = 3;

/** Returns the tools that match a query best. Words that few tools have count for more. */
export function bestTools<T extends Pick<ExternalTool, 'name' | 'description'>>(
  tools: readonly T[],
  query: string,
  most: number,
): readonly T[] {
  const documents = tools.map((tool) => ({
    tool,
    name: new Set(wordsOf(tool.name)),
    description: new Set(wordsOf(tool.description)),
  }));
  const weights = new Map(
    wordsOf(query).map((word): [string, number] => {
      const holders = documents.filter(
        ({ name, description }) => name.has(word) || description.has(word),
      ).length;
      return [word, Math.log(1 + tools.length / (1 + holders))];
    }),
  );
  const score = ({ name, description }: (typeof documents)[number]): number =>
    [...weights].reduce(
      (sum, [word, weight]) =>
        sum + (name.has(word) ? NAME_WEIGHT * weight : 0) + (description.has(word) ? weight : 0),
      0,
    );
  return documents
    .map((document) => ({ tool: document.tool, score: score(document) }))
    .filter((scored) => scored.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ tool }) => tool);
}

/** Splits a text into words: `listFirewallRules` and `list firewall rule` give the same. */
const wordsOf = (text: string): readonly string[] =>
  text
    .slice(0, 2000)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .map((word) => word.replace(/(?<=..)(?:es|s)$/, ''));
