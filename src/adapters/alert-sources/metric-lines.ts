/** One sample of a metric, in the text format of Prometheus. */
export interface MetricSample {
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

/** The samples of one metric; `isWhole` is false when a line of it cannot be read. */
interface MetricSamples {
  readonly samples: readonly MetricSample[];
  readonly isWhole: boolean;
}

const MAX_LINE_LENGTH = 20_000;
const MAX_SAMPLES = 10_000;
const LABEL = /\s*([A-Za-z_]\w*)="((?:[^"\\]|\\.)*)"\s*(?:,|(?=\}))/y;
const VALUE = /\}\s+(\S+)(?:\s+\d+)?\s*$/y;

const linesOf = (text: string, start: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith(start));

/** Returns true when a text declares the metric, with samples or without. */
export const hasMetric = (text: string, name: string): boolean =>
  linesOf(text, `# TYPE ${name} `).length > 0;

/** Returns the value of a metric without labels. */
export function readNumber(text: string, name: string): number | undefined {
  const [line] = linesOf(text, `${name} `);
  const number = Number(line?.split(' ')[1] || Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** Reads the labelled samples of one metric. */
export function readSamples(text: string, name: string): MetricSamples {
  const lines = linesOf(text, `${name}{`);
  const samples = lines
    .slice(0, MAX_SAMPLES)
    .flatMap((line) => readLine(line, name.length + 1) ?? []);
  return { samples, isWhole: samples.length === lines.length };
}

function readLine(line: string, start: number): MetricSample | undefined {
  if (line.length > MAX_LINE_LENGTH) return undefined;
  const labels = new Map<string, string>();
  let at = start;
  for (;;) {
    LABEL.lastIndex = at;
    const [whole, label, text] = LABEL.exec(line) ?? [];
    if (whole === undefined || label === undefined || text === undefined) break;
    labels.set(label, unquote(text));
    at += whole.length;
  }
  VALUE.lastIndex = at;
  const value = Number(VALUE.exec(line)?.[1]);
  return Number.isFinite(value) ? { labels, value } : undefined;
}

const unquote = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
