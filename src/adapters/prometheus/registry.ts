import type { Registry } from 'prom-client';

/** The values that a label may have: no input from outside can add another. */
type Labels = Readonly<Record<string, readonly string[]>>;

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
    read: () => readonly Sample<L>[],
    kind?: 'gauge' | 'sum',
  ): void;
  expose(): Promise<Exposition>;
}

interface Log {
  error(details: object, message: string): void;
}

/** Recordings kept at most until the next scrape. */
const MAX_QUEUED = 1000;

const OTHER = 'other';

type Client = typeof import('prom-client');

/**
 * Creates the metrics. prom-client takes 40 ms to load, too long for a start: recordings before the first
 * scrape are queued, and applied then.
 */
export function createMeters(log: Log): Meters {
  const openers: ((client: Client, registers: Registry[]) => void)[] = [];
  let queue: (() => void)[] = [];
  let opening: Promise<Registry> | undefined;

  async function open(): Promise<Registry> {
    const { default: client } = await import('prom-client');
    const registry = new client.Registry();
    for (const opener of openers) opener(client, [registry]);
    return registry;
  }

  async function applyQueue(): Promise<Registry> {
    opening ??= open();
    const registry = await opening;
    const due = queue;
    queue = [];
    for (const record of due) record();
    return registry;
  }

  function enqueue(work: () => void): void {
    queue.push(work);
    if (queue.length % MAX_QUEUED !== 0) return;
    applyQueue().catch((err: unknown) => log.error({ err }, 'metrics cannot be recorded'));
  }

  return {
    counter(wording, labels) {
      let add = (_of: Record<string, string>, _by: number): void => {};
      openers.push(({ Counter }, registers) => {
        const counter = new Counter({ ...wording, labelNames: Object.keys(labels), registers });
        for (const of of combinations(labels)) counter.inc(of, 0);
        add = (of, by) => counter.inc(of, by);
      });
      return (of, by = 1) => enqueue(() => add(allowedLabels(labels, of), by));
    },

    histogram(wording, labels, buckets) {
      let add = (_of: Record<string, string>, _value: number): void => {};
      openers.push(({ Histogram }, registers) => {
        const labelNames = Object.keys(labels);
        const histogram = new Histogram({
          ...{ ...wording, labelNames, registers },
          buckets: [...buckets],
        });
        for (const of of combinations(labels)) histogram.zero(of);
        add = (of, value) => histogram.observe(of, value);
      });
      return (of, value) => enqueue(() => add(allowedLabels(labels, of), value));
    },

    reading(wording, labels, read, kind = 'gauge') {
      openers.push(({ Counter, Gauge }, registers) => {
        const labelNames = Object.keys(labels);
        const settings = { ...wording, labelNames, registers };
        const figure =
          kind === 'gauge'
            ? new Gauge({ ...settings, collect })
            : new Counter({ ...settings, collect });

        /** A metric that cannot be read is missing from the scrape; the others are not affected. */
        function collect(): void {
          figure.reset();
          if (labelNames.length === 0) figure.remove(); // a reset sets it to 0
          try {
            for (const { labels: of, value } of read())
              figure.inc(allowedLabels(labels, of), value);
          } catch (err) {
            log.error({ err, name: wording.name }, 'a metric cannot be read');
          }
        }
      });
    },

    async expose() {
      const registry = await applyQueue();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** Replaces unknown values by `other` and drops unknown labels; nearly always there are none. */
function allowedLabels(
  labels: Labels,
  of: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = Object.keys(labels);
  const isAllowed = (name: string): boolean => labels[name]?.includes(of[name] ?? '') ?? false;
  if (Object.keys(of).length === names.length && names.every(isAllowed)) return of;
  return Object.fromEntries(
    names.map((name) => [name, isAllowed(name) ? (of[name] ?? OTHER) : OTHER]),
  );
}

/** Every possible series: each starts at 0, so that the first event shows as a rise. */
const combinations = (labels: Labels): readonly Record<string, string>[] =>
  Object.entries(labels).reduce<readonly Record<string, string>[]>(
    (all, [name, values]) => all.flatMap((of) => values.map((value) => ({ ...of, [name]: value }))),
    [{}],
  );
