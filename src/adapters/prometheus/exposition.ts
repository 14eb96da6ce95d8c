/** The values that a label may have: no input from outside can add another. */
export type Labels = Readonly<Record<string, readonly string[]>>;

type AnyValues = Readonly<Record<string, string>>;

/** All series of one metric. */
export interface Series<T> {
  /** Returns the state of a series. */
  readonly at: (of: AnyValues) => T;
  /** Returns the state of all series by their labels, as they are printed. */
  readonly all: () => ReadonlyMap<string, T>;
}

const OTHER = 'other';

/** Creates every possible series, so that the first event shows as a rise. An unknown value counts as `other`. */
export function createSeries<T>(labels: Labels, start: () => T): Series<T> {
  const names = Object.keys(labels);
  const byKey = new Map<string, T>();
  const byText = new Map<string, T>();

  function keyOf(of: AnyValues): string {
    let key = '';
    for (const name of names) key += `${of[name]}\n`;
    return key;
  }

  function open(of: AnyValues): T {
    const text = formatLabels(of);
    const state = byText.get(text) ?? start();
    byKey.set(keyOf(of), state);
    byText.set(text, state);
    return state;
  }

  for (const of of combinations(labels)) open(of);
  return {
    at: (of) => byKey.get(keyOf(of)) ?? open(allowedLabels(labels, of)),
    all: () => byText,
  };
}

/** Replaces unknown values by `other` and drops unknown labels. */
export const allowedLabels = (labels: Labels, of: AnyValues): AnyValues =>
  Object.fromEntries(
    Object.entries(labels).map(([name, values]) => {
      const value = of[name] ?? OTHER;
      return [name, values.includes(value) ? value : OTHER];
    }),
  );

const combinations = (labels: Labels): readonly AnyValues[] =>
  Object.entries(labels).reduce<readonly AnyValues[]>(
    (all, [name, values]) => all.flatMap((of) => values.map((value) => ({ ...of, [name]: value }))),
    [{}],
  );

/** Formats labels as they are printed: `kind="menu",outcome="late"`. */
export const formatLabels = (of: AnyValues): string =>
  Object.entries(of)
    .map(([name, value]) => `${name}="${escapeText(value).replaceAll('"', '\\"')}"`)
    .join(',');

/** Formats one line of a metric. */
export const formatSample = (name: string, labels: string, value: number): string =>
  `${name}${labels && `{${labels}}`} ${value}`;

/** Formats one metric with its samples. */
export const formatMetric = (
  { name, help }: { readonly name: string; readonly help: string },
  type: 'counter' | 'gauge' | 'histogram',
  samples: readonly string[],
): string =>
  [`# HELP ${name} ${escapeText(help)}`, `# TYPE ${name} ${type}`, ...samples].join('\n');

const escapeText = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
