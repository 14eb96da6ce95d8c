import type { NodeUsage } from '../../../areas/k8s/k8s.ts';
import { recordReader } from '../vendor-records/record-reader.ts';

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** Returns the used share of what each node can allocate, in percent. */
export function readUsage(
  nodes: readonly unknown[],
  metrics: readonly unknown[],
): readonly NodeUsage[] {
  const used = new Map(
    metrics.map((record) => {
      const facts = recordReader(record);
      return [facts?.text('metadata.name'), facts] as const;
    }),
  );
  return nodes.flatMap((record) => {
    const has = recordReader(record);
    const name = has?.text('metadata.name');
    const uses = used.get(name);
    if (!has || name === undefined || !uses) return [];
    const percentOf = (what: 'cpu' | 'memory') =>
      percentOfTotal(uses.text(`usage.${what}`), has.text(`status.allocatable.${what}`));
    return [{ name, cpuPercent: percentOf('cpu'), memoryPercent: percentOf('memory') }];
  });
}

function percentOfTotal(used: string | undefined, total: string | undefined): number | undefined {
  const [part, whole] = [parseQuantity(used), parseQuantity(total)];
  return part === undefined || !whole ? undefined : (part / whole) * 100;
}

/** Parses a Kubernetes parseQuantity, such as `312m` or `2094Mi`. */
function parseQuantity(text: string | undefined): number | undefined {
  const [, amount, suffix = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text ?? '') ?? [];
  const factor = SUFFIXES[suffix];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}
