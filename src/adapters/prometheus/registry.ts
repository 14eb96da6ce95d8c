import {
  allowedLabels,
  createSeries,
  formatLabels,
  formatMetric,
  formatSample,
  type Labels,
} from './exposition.ts';

type Values<L extends Labels> = { readonly [Name in keyof L]: L[Name][number] };

interface Wording {
  readonly name: string;
  readonly help: string;
}

/** One series of a metric that is read at each scrape. */
interface Sample<L extends Labels> {
  readonly labels: Values<L>;
  readonly value: number;
}

/** The response to a scrape. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** Metrics for Prometheus. Recording costs next to nothing, and never throws. */
export interface Meters {
  counter<const L extends Labels>(
    wording: Wording,
    labels: L,
  ): (of: Values<L>, by?: number) => void;
  histogram<const L extends Labels>(
    wording: Wording,
    labels: L,
    buckets: readonly number[],
  ): (of: Values<L>, value: number) => void;
  /** A metric whose values are read at each scrape: a gauge, or a sum that only grows. */
  reading<const L extends Labels>(
    wording: Wording,
    labels: L,
    read: () => readonly Sample<L>[] | Promise<readonly Sample<L>[]>,
    kind?: 'gauge' | 'sum',
  ): void;
  expose(): Promise<Exposition>;
}

interface Log {
  error(details: object, message: string): void;
}

const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** Creates the metrics: plain sums, which are printed at each scrape. */
export function createMeters(log: Log): Meters {
  const printers: (() => string | Promise<string>)[] = [];

  return {
    counter(wording, labels) {
      const series = createSeries(labels, () => ({ sum: 0 }));
      printers.push(() => {
        const samples = [...series.all()].map(([text, { sum }]) =>
          formatSample(wording.name, text, sum),
        );
        return formatMetric(wording, 'counter', samples);
      });
      return (of, by = 1) => {
        series.at(of).sum += by;
      };
    },

    histogram(wording, labels, buckets) {
      const series = createSeries(labels, () => createDistribution(buckets));
      printers.push(() => {
        const samples = [...series.all()].flatMap(([text, one]) => one.print(wording.name, text));
        return formatMetric(wording, 'histogram', samples);
      });
      return (of, value) => series.at(of).observe(value);
    },

    reading(wording, labels, read, kind = 'gauge') {
      const type = kind === 'gauge' ? 'gauge' : 'counter';
      printers.push(async () => {
        const sums = new Map<string, number>();
        for (const { labels: of, value } of await readSafely(wording, read)) {
          const text = formatLabels(allowedLabels(labels, of));
          sums.set(text, (sums.get(text) ?? 0) + value);
        }
        const samples = [...sums].map(([text, sum]) => formatSample(wording.name, text, sum));
        return formatMetric(wording, type, samples);
      });
    },

    async expose() {
      const metrics = await Promise.all(printers.map(async (print) => print()));
      return { contentType: CONTENT_TYPE, text: `${metrics.join('\n\n')}\n` };
    },
  };

  /** A metric that cannot be read is missing from the scrape; the others are not affected. */
  async function readSafely<S>(
    { name }: Wording,
    read: () => readonly S[] | Promise<readonly S[]>,
  ): Promise<readonly S[]> {
    try {
      return await read();
    } catch (err) {
      log.error({ err, name }, 'a metric cannot be read');
      return [];
    }
  }
}

/** Counts values by the first bucket that holds them. */
function createDistribution(buckets: readonly number[]) {
  const counts = buckets.map(() => 0);
  let [count, sum] = [0, 0];

  return {
    observe(value: number): void {
      count += 1;
      sum += value;
      const at = buckets.findIndex((most) => value <= most);
      if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
    },

    print(name: string, labels: string): readonly string[] {
      const rest = labels && `,${labels}`;
      let below = 0;
      const samples = buckets.map((most, at) => {
        below += counts[at] ?? 0;
        return formatSample(`${name}_bucket`, `le="${most}"${rest}`, below);
      });
      return [
        ...samples,
        formatSample(`${name}_bucket`, `le="+Inf"${rest}`, count),
        formatSample(`${name}_sum`, labels, sum),
        formatSample(`${name}_count`, labels, count),
      ];
    },
  };
}
