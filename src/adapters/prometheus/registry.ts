import type { Registry } from 'prom-client';

/** The values that a label may have: nothing else becomes one, whatever comes from outside. */
type Labels = Readonly<Record<string, readonly string[]>>;

type Values<L extends Labels> = { readonly [Name in keyof L]: L[Name][number] };

interface Wording {
  readonly name: string;
  readonly help: string;
}

/** A figure that is read when it is asked for. */
interface Sample<L extends Labels> {
  readonly labels: Values<L>;
  readonly value: number;
}

/** What is told to whoever asks for the metrics. */
export interface Exposition {
  readonly contentType: string;
  readonly text: string;
}

/** Counts and measures for Prometheus. Noting something costs next to nothing, and never throws. */
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
  /** What somebody else knows: as it is now, or a sum that only grows. */
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

/** So many notes are kept at most until somebody asks for them. */
const MAX_NOTES = 1000;

const OTHER = 'other';

type Client = typeof import('prom-client');

/**
 * prom-client takes 40 ms to load, which a start does not have: what happens before the first scrape
 * is noted, and told to it then.
 */
export function createMeters(log: Log): Meters {
  const openers: ((client: Client, registers: Registry[]) => void)[] = [];
  let notes: (() => void)[] = [];
  let opening: Promise<Registry> | undefined;

  async function open(): Promise<Registry> {
    const { default: client } = await import('prom-client');
    const registry = new client.Registry();
    for (const opener of openers) opener(client, [registry]);
    return registry;
  }

  async function settled(): Promise<Registry> {
    opening ??= open();
    const registry = await opening;
    const due = notes;
    notes = [];
    for (const note of due) note();
    return registry;
  }

  function note(work: () => void): void {
    notes.push(work);
    if (notes.length % MAX_NOTES !== 0) return;
    settled().catch((err: unknown) => log.error({ err }, 'nothing can be counted'));
  }

  return {
    counter(wording, labels) {
      let add = (_of: Record<string, string>, _by: number): void => {};
      openers.push(({ Counter }, registers) => {
        const counter = new Counter({ ...wording, labelNames: Object.keys(labels), registers });
        for (const of of combinations(labels)) counter.inc(of, 0);
        add = (of, by) => counter.inc(of, by);
      });
      return (of, by = 1) => note(() => add(within(labels, of), by));
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
      return (of, value) => note(() => add(within(labels, of), value));
    },

    reading(wording, labels, read, kind = 'gauge') {
      openers.push(({ Counter, Gauge }, registers) => {
        const labelNames = Object.keys(labels);
        const settings = { ...wording, labelNames, registers };
        const figure =
          kind === 'gauge'
            ? new Gauge({ ...settings, collect })
            : new Counter({ ...settings, collect });

        /** What cannot be read is missing, and nothing else is. */
        function collect(): void {
          figure.reset();
          if (labelNames.length === 0) figure.remove(); // which a reset sets to 0
          try {
            for (const { labels: of, value } of read()) figure.inc(within(labels, of), value);
          } catch (err) {
            log.error({ err, name: wording.name }, 'a figure cannot be read');
          }
        }
      });
    },

    async expose() {
      const registry = await settled();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** Only the labels that there are, with values that they may have; as good as always that is what is given. */
function within(labels: Labels, of: Readonly<Record<string, string>>): Record<string, string> {
  const names = Object.keys(labels);
  const isAllowed = (name: string): boolean => labels[name]?.includes(of[name] ?? '') ?? false;
  if (Object.keys(of).length === names.length && names.every(isAllowed)) return of;
  return Object.fromEntries(
    names.map((name) => [name, isAllowed(name) ? (of[name] ?? OTHER) : OTHER]),
  );
}

/** Every series there can be, so that the first time something happens is seen as a rise. */
const combinations = (labels: Labels): readonly Record<string, string>[] =>
  Object.entries(labels).reduce<readonly Record<string, string>[]>(
    (all, [name, values]) => all.flatMap((of) => values.map((value) => ({ ...of, [name]: value }))),
    [{}],
  );
