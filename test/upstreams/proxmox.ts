import { type Certificate, type Heard, type Said, serve, type Upstream } from './serve.ts';

const GIB = 1024 ** 3;
export const PVE_TOKEN = 'relay@pve!sms=11111111-2222-3333-4444-555555555555';

interface World {
  /** Epoch seconds. */
  readonly now: () => number;
  readonly rights?: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Takes every task, and does nothing. */
  readonly isDeaf?: boolean;
  /** Everything is well. */
  readonly isCalm?: boolean;
  /** How the last backup job for several guests ended. */
  readonly jobStatus?: string;
  readonly nasPercent?: number;
}

/** A fake of Proxmox VE in which somebody else can do something too. */
interface ProxmoxUpstream extends Upstream {
  readonly rename: (id: string, name: string) => void;
  readonly startAnew: (id: string) => void;
}

const node = (name: string, cpu: number, cpus: number, memory: number, ofMemory: number) => ({
  id: `node/${name}`,
  node: name,
  type: 'node',
  status: 'online',
  cpu,
  maxcpu: cpus,
  mem: memory * GIB,
  maxmem: ofMemory * GIB,
  disk: 38 * GIB,
  maxdisk: 94 * GIB,
  uptime: 3_456_789,
});

const guest = (vmid: number, type: string, host: string, name: string, over: object = {}) => ({
  id: `${type}/${vmid}`,
  vmid,
  type,
  node: host,
  name,
  status: 'running',
  cpu: 0.05,
  maxcpu: 4,
  mem: 2.4 * GIB,
  maxmem: 4 * GIB,
  maxdisk: 32 * GIB,
  uptime: 1_234_567,
  template: 0,
  ...over,
});

const store = (host: string, name: string, shared: number, isUp = true) => ({
  id: `storage/${host}/${name}`,
  node: host,
  storage: name,
  type: 'storage',
  status: isUp ? 'available' : 'unknown',
  shared,
  content: 'backup,iso',
});

const RESOURCES: readonly object[] = [
  node('pve1', 0.1273, 16, 41.2, 64),
  node('pve2', 0.8421, 8, 30.1, 32),
  { id: 'node/pve3', node: 'pve3', type: 'node', status: 'offline', maxcpu: 0, maxmem: 0 },
  guest(100, 'qemu', 'pve1', 'opnsense'),
  guest(101, 'qemu', 'pve1', 'docker-host', { cpu: 0.41 }),
  guest(103, 'qemu', 'pve2', 'win11-lab', { status: 'stopped', uptime: 0 }),
  guest(9000, 'qemu', 'pve1', 'debian12-tmpl', { status: 'stopped', template: 1 }),
  guest(200, 'lxc', 'pve1', 'pihole'),
  guest(300, 'lxc', 'pve3', 'lost-ct', { status: 'unknown' }),
  store('pve1', 'local', 0),
  store('pve1', 'nas', 1),
  store('pve2', 'nas', 1),
  store('pve3', 'nas', 1, false),
];

/** Proxmox VE: three nodes, one of them away. */
export async function startProxmox(
  { now, rights, isDeaf = false, isCalm = false, jobStatus = 'OK', nasPercent = 40 }: World,
  certificate?: Certificate,
): Promise<ProxmoxUpstream> {
  const startedAt = now();
  const DAY = 86_400;
  const backups: Readonly<Record<string, readonly number[]>> = {
    100: isCalm ? [3600, 3600 + DAY, 3600 + 2 * DAY] : [3600],
    101: [90_000],
    300: [7200],
  };
  const failures = [
    { type: 'vzdump', id: '101', node: 'pve1', endtime: now() - 400, status: 'job errors' },
    { type: 'vzdump', id: '100', node: 'pve1', endtime: now() - 9000, status: 'unable to lock' },
  ];
  const tasks = [
    ...(isCalm ? [] : failures),
    { type: 'vzdump', id: '', node: 'pve1', endtime: now() - 3600, status: jobStatus },
    { type: 'qmstart', id: '100', node: 'pve1', endtime: now() - 100, status: 'failed' },
  ];

  const lists: Readonly<Record<string, unknown>> = {
    '/cluster/tasks': tasks,
    '/cluster/status': [{ type: 'cluster', name: 'homelab', nodes: 3, quorate: 1 }],
    '/access/permissions': rights ?? { '/': { 'VM.Audit': 1, 'Sys.Audit': 1 } },
  };

  const stopped = new Set<string>();
  const names = new Map<string, string>();
  const boots = new Map<string, number>();

  /** The daemon that counts uptimes looks every ten seconds. */
  function uptimeOf(id: string, uptime: number): number {
    const up = now() - (boots.get(id) ?? startedAt - uptime);
    return Math.max(0, up - (now() % 10));
  }

  const isThere = (row: object) => !isCalm || !('node' in row) || row.node !== 'pve3';
  const withUse = (row: object) =>
    'storage' in row && row.storage === 'nas'
      ? { ...row, disk: nasPercent * GIB, maxdisk: 100 * GIB }
      : row;

  const resources = () =>
    RESOURCES.filter(isThere)
      .map(withUse)
      .map((row) => {
        if (!('uptime' in row) || typeof row.uptime !== 'number' || !('id' in row)) return row;
        const id = String(row.id);
        const named = { ...row, ...(names.has(id) && { name: names.get(id) }) };
        if (stopped.has(id)) return { ...named, status: 'stopped', uptime: 0 };
        return row.uptime === 0 ? named : { ...named, uptime: uptimeOf(id, row.uptime) };
      });

  function act(route: string): Said | undefined {
    const [, kind, vmid, verb] = /^\/nodes\/\w+\/(\w+)\/(\d+)\/status\/(\w+)$/.exec(route) ?? [];
    if (verb === 'stop' && !isDeaf) stopped.add(`${kind}/${vmid}`);
    if (verb === 'reboot' && !isDeaf) boots.set(`${kind}/${vmid}`, now());
    return verb ? { json: { data: `UPID:pve1:0:0:0:${verb}:${vmid}:x:` } } : undefined;
  }

  function content(route: string, guest: string): Said | undefined {
    const [, host, storage] = /^\/nodes\/(\w+)\/storage\/(\w+)\/content$/.exec(route) ?? [];
    if (host === 'pve3') return { status: 595, reason: 'Connection refused', json: { data: null } };
    const files = Object.entries(backups)
      .filter(([vmid]) => storage === 'nas' && (guest === '' || vmid === guest))
      .flatMap(([vmid, ages]) =>
        ages.map((age) => ({ vmid: Number(vmid), ctime: startedAt - age })),
      );
    return storage ? { json: { data: files } } : undefined;
  }

  function data({ method, path, query }: Heard): Said {
    const route = path.replace('/api2/json', '');
    if (route === '/cluster/resources') return { json: { data: resources() } };
    if (route in lists) return { json: { data: lists[route] } };
    const said = method === 'POST' ? act(route) : content(route, query.get('vmid') ?? '');
    return said ?? { status: 501, json: { data: null } };
  }

  const upstream = await serve(
    (heard) =>
      heard.headers.authorization === `PVEAPIToken=${PVE_TOKEN}`
        ? data(heard)
        : { status: 401, reason: 'No ticket' },
    certificate,
  );
  return Object.assign(upstream, {
    rename: (id: string, name: string) => names.set(id, name),
    startAnew: (id: string) => boots.set(id, now()),
  });
}
