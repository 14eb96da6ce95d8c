/** A pod, and how kubectl words it. */
export interface FakePod {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly status: string;
  /** Containers that are ready, of so many. */
  readonly ready: readonly [up: number, all: number];
  readonly restarts: number;
  readonly node?: string;
}

/** What becomes of a restart, or of a pod that is deleted, after the server took it. */
export type Rollout =
  /** Other pods come, and are ready. */
  | 'replaces'
  /** Nothing ever. */
  | 'never'
  /** Other pods come beside the old ones, run, and are never ready. */
  | 'unready';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An age as kubectl writes it: two units where they matter, one elsewhere. */
export function printAge(seconds: number): string {
  const [days, hours, minutes] = [DAY, HOUR, MINUTE].map((unit) => Math.floor(seconds / unit));
  const rest = (unit: number, smaller: number, name: string): string => {
    const left = Math.floor((seconds % unit) / smaller);
    return left === 0 ? '' : `${left}${name}`;
  };
  if (seconds < 2 * MINUTE) return `${Math.floor(seconds)}s`;
  if (seconds < 10 * MINUTE) return `${minutes}m${rest(MINUTE, 1, 's')}`;
  if (seconds < 3 * HOUR) return `${minutes}m`;
  if (seconds < 8 * HOUR) return `${hours}h${rest(HOUR, MINUTE, 'm')}`;
  if (seconds < 2 * DAY) return `${hours}h`;
  if (seconds < 8 * DAY) return `${days}d${rest(DAY, HOUR, 'h')}`;
  return `${days}d`;
}

interface Plan {
  /** How many pods of `web` there are. */
  readonly web: number;
  readonly isCalm: boolean;
  readonly rollout: Rollout;
}

/** The pods of the cluster: two in trouble, one that runs and is not ready, and those of `kino`. */
export function createPods(now: () => number, { web, isCalm, rollout }: Plan) {
  const ago = (seconds: number): number => now() - seconds * 1000;
  let made = 0;

  const running = (name: string, namespace: string): Omit<FakePod, 'uid' | 'createdAt'> => ({
    name,
    namespace,
    status: 'Running',
    ready: [1, 1],
    restarts: 0,
    node: 'k3s-1',
  });
  const since = (seconds: number, pod: Omit<FakePod, 'uid' | 'createdAt'>): FakePod => ({
    ...pod,
    uid: `uid-of-${pod.name}`,
    createdAt: ago(seconds),
  });

  const troubled: readonly FakePod[] = [
    since(90_000, {
      ...running('sonarr-6b9c8d7f5-w4t2z', 'media'),
      status: 'CrashLoopBackOff',
      ready: [0, 1],
      restarts: 17,
    }),
    since(90_000, {
      name: 'qbittorrent-0',
      namespace: 'media',
      status: 'Pending',
      ready: [0, 1],
      restarts: 0,
    }),
    since(90_000, { ...running('library-79dd6c5b84-k8xv2', 'apps'), ready: [1, 2], restarts: 1 }),
  ];
  let pods: readonly FakePod[] = [
    ...(isCalm ? [] : troubled),
    since(132, running('kino-7d4c9f6b8-x2k4z', 'media')),
    ...Array.from({ length: web }, (_, n) => since(90_000, running(`web-${n}`, 'default'))),
  ];

  /** Another pod in the place of one, under a name and a uid of its own where its kind has random ones. */
  function another({ name, namespace }: FakePod, set?: string): FakePod {
    made += 1;
    const isOfSet = /-\d+$/.test(name);
    const stem = set ?? name.replace(/-[^-]+$/, '');
    return {
      ...running(isOfSet ? name : `${stem}-${'bcdfghjklm'[made % 10]}zz4z`, namespace),
      uid: `uid-${made}`,
      createdAt: now(),
      ...(rollout === 'unready' && { ready: [0, 1] as const }),
    };
  }

  return {
    list: () => pods,
    /** The server takes it; what its controllers make of it is another matter. */
    remove(name: string) {
      const gone = pods.find((it) => it.name === name);
      if (!gone || rollout === 'never') return;
      const rest = pods.filter((it) => it !== gone);
      pods = [...rest, another(gone)];
    },
    replace(prefix: string, set: string) {
      if (rollout === 'never') return;
      const old = pods.filter(({ name }) => name.startsWith(prefix));
      const kept = rollout === 'unready' ? pods : pods.filter((it) => !old.includes(it));
      pods = [...kept, ...old.map((it) => another(it, set))];
    },
  };
}
