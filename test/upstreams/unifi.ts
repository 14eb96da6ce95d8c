import { z } from 'zod';
import { type Certificate, type Heard, type Said, serve, type Upstream } from './serve.ts';

export const UNIFI_KEY = 'unifi-key';
const SITE = '88f7af54-98f8-306a-a1c7-c9349722b1f6';

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const device = (n: number, name: string, state: string, features: readonly string[]) => ({
  id: id(n),
  macAddress: `74:ac:b9:00:00:0${n}`,
  ipAddress: `192.168.1.${n}`,
  name,
  model: name,
  state,
  supported: true,
  firmwareVersion: '7.1.26',
  firmwareUpdatable: n === 2,
  features,
  interfaces: ['ports'],
});

const DEVICES = [
  device(1, 'UDM Pro', 'ONLINE', ['switching', 'gateway']),
  device(2, 'USW-24-PoE', 'ONLINE', ['switching']),
  device(3, 'AP Living Room', 'ONLINE', ['accessPoint']),
  device(4, 'AP Garage', 'OFFLINE', ['accessPoint']),
];

const SWITCH = { id: id(2), mac: '74:ac:b9:00:00:02' };
const AP_PORT = 6;

/** The last two are for fibre, and nothing hangs on the second. */
const PORTS = [1, 2, 3, 4, 5, 6, 7, 8].map((idx) => ({
  idx,
  state: 'UP',
  connector: idx > 6 ? 'SFP' : 'RJ45',
  maxSpeedMbps: 1000,
  speedMbps: 1000,
  ...(idx <= 6 && {
    poe: { standard: '802.3at', type: 2, enabled: idx !== 4, state: idx === 2 ? 'DOWN' : 'UP' },
  }),
}));

/** The same, as the older API tells it. */
const PORT_TABLE = PORTS.map(({ idx, poe }) => ({
  port_idx: idx,
  name: `Port ${idx}`,
  up: true,
  port_poe: poe !== undefined,
  ...(poe && {
    poe_mode: poe.enabled ? 'auto' : 'off',
    poe_power: poe.state === 'UP' ? '4.21' : '0.00',
  }),
}));

const TYPES: Readonly<Record<string, string>> = {
  gateway: 'udm',
  switching: 'usw',
  accessPoint: 'uap',
};

interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly clients?: number;
  /** Whether the older API lets a key in. */
  readonly isClassicOpen?: boolean;
  /** Answers everything with an error. */
  readonly isBroken?: boolean;
}

/** A UniFi console with the Integration API, and perhaps the classic one. */
export function startUnifi(world: World, certificate?: Certificate): Promise<Upstream> {
  const { now, clients: count = 6, isClassicOpen = true, isBroken = false } = world;
  const startedAt = now();

  const stations = Array.from({ length: count }, (_, n) => ({
    type: n % 2 === 0 ? 'WIRED' : 'WIRELESS',
    id: id(100 + n),
    name: `client-${n}`,
    ipAddress: `192.168.2.${n % 250}`,
    macAddress: `3c:ec:ef:00:${String(Math.floor(n / 100)).padStart(2, '0')}:${String(n % 100).padStart(2, '0')}`,
    uplinkDeviceId: id(n % 2 === 0 ? 2 : 3),
    access: { type: 'DEFAULT' },
  }));
  const portOf = (mac: string): number =>
    stations.findIndex(({ macAddress }) => macAddress === mac) + 1;

  /** When somebody last had to connect again. */
  const reconnected = new Map<string, number>();
  const sinceOf = (mac: string): number => reconnected.get(mac) ?? startedAt - 3_600_000;
  const clients = () =>
    stations.map((it) => ({
      ...it,
      connectedAt: new Date(sinceOf(it.macAddress)).toISOString(),
    }));

  const page = (all: readonly object[], query: URLSearchParams): Said => {
    const offset = Number(query.get('offset') ?? 0);
    const limit = Math.min(200, Number(query.get('limit') ?? 25));
    const data = all.slice(offset, offset + limit);
    return { json: { offset, limit, count: data.length, totalCount: all.length, data } };
  };

  const statistics = {
    uptimeSec: 2_345_678,
    cpuUtilizationPct: 23.1,
    memoryUtilizationPct: 71.4,
    uplink: { txRateBps: 12_500_000, rxRateBps: 88_200_000 },
    interfaces: {},
  };

  const alarms = [
    {
      key: 'EVT_AP_Lost_Contact',
      msg: 'AP[74:ac:b9:00:00:04] was disconnected',
      time: now() - 7_200_000,
      archived: false,
    },
    { key: 'EVT_OLD', msg: 'long ago', time: now() - 30 * 86_400_000, archived: false },
  ];

  const blocked = new Set<string>();
  const restarted = new Set<string>();
  const connected = () => clients().filter(({ macAddress }) => !blocked.has(macAddress));
  const Command = z.object({ cmd: z.string(), mac: z.string(), port_idx: z.int().optional() });

  function cyclePort(device: string, idx: number): boolean {
    const port = device === SWITCH.id ? PORTS.find((it) => it.idx === idx) : undefined;
    if (!port?.poe) return false;
    const onIt = stations.filter(({ type }, n) => type === 'WIRED' && n + 1 === idx);
    for (const { macAddress } of onIt) reconnected.set(macAddress, now());
    return true;
  }

  const COMMANDS: Readonly<Record<string, (mac: string, port: number) => boolean>> = {
    'block-sta': (mac) => Boolean(blocked.add(mac)),
    'unblock-sta': (mac) => blocked.delete(mac),
    'kick-sta': (mac) => Boolean(reconnected.set(mac, now())),
    'power-cycle': (mac, port) => mac === SWITCH.mac && cyclePort(SWITCH.id, port),
  };

  /** What changes something: gear and ports by the official API, clients by the older one. */
  function act(path: string, body: string): Said {
    const [, device = '', port] =
      /\/devices\/([^/]+)(?:\/interfaces\/ports\/(\d+))?\/actions$/.exec(path) ?? [];
    if (port !== undefined) {
      const isCycled = body.includes('"POWER_CYCLE"') && cyclePort(device, Number(port));
      return isCycled
        ? { text: '' }
        : { status: 400, json: { statusCode: 400, code: 'api.device.port.action.unsupported' } };
    }
    if (device) {
      restarted.add(device);
      return { text: '' };
    }
    const { cmd, mac, port_idx: idx = 0 } = Command.parse(JSON.parse(body));
    return COMMANDS[cmd]?.(mac, idx)
      ? { json: { meta: { rc: 'ok' }, data: [] } }
      : { status: 400, json: { meta: { rc: 'error', msg: 'api.err.Invalid' } } };
  }

  const SITES = [{ id: SITE, internalReference: 'default', name: 'Default' }];
  const LISTS: Readonly<Record<string, () => readonly object[]>> = {
    '/v1/sites': () => SITES,
    [`/v1/sites/${SITE}/devices`]: () => DEVICES,
    [`/v1/sites/${SITE}/clients`]: connected,
  };
  const RECORDS: Readonly<Record<string, () => object>> = {
    [`/v1/sites/${SITE}/devices/${id(1)}/statistics/latest`]: () => ({
      ...statistics,
      uptimeSec: restarted.has(id(1)) ? 0 : 2_345_678,
    }),
    ...Object.fromEntries(
      DEVICES.map((it) => {
        const ports = it.id === SWITCH.id ? PORTS : [];
        const detailed = { ...it, features: {}, interfaces: { ports } };
        return [`/v1/sites/${SITE}/devices/${it.id}`, () => detailed];
      }),
    ),
  };

  function integration(path: string, query: URLSearchParams): Said {
    const list = LISTS[path]?.();
    if (list) return page(list, query);
    const json = RECORDS[path]?.();
    return json
      ? { json }
      : { status: 404, json: { statusCode: 404, code: 'api.request.not-found' } };
  }

  const classicDevices = DEVICES.map(({ name, macAddress, state, features }, n) => ({
    _id: `device-${n}`,
    name,
    mac: macAddress,
    type: TYPES[features.at(-1) ?? ''],
    state: state === 'ONLINE' ? 1 : 0,
    uptime: 2_345_678,
    upgradable: n === 1,
    num_sta: n,
    port_table: macAddress === SWITCH.mac ? PORT_TABLE : [],
    uplink:
      features[0] === 'accessPoint'
        ? { uplink_mac: SWITCH.mac, uplink_remote_port: AP_PORT + n - 2 }
        : {},
  }));
  const stationsOf = (these: ReturnType<typeof clients>) =>
    these.map(({ name, macAddress, ipAddress, type }) => ({
      mac: macAddress,
      hostname: name,
      ip: ipAddress,
      is_wired: type === 'WIRED',
      ...(type === 'WIRED'
        ? { sw_mac: SWITCH.mac, sw_port: portOf(macAddress) }
        : { ap_mac: '74:ac:b9:00:00:03', signal: -54 }),
      uptime: Math.floor((now() - sinceOf(macAddress)) / 1000),
    }));
  const wan = { subsystem: 'wan', status: 'ok', wan_ip: '203.0.113.7' };
  const rates = { 'rx_bytes-r': 11_025_000, 'tx_bytes-r': 1_562_500 };
  const classicLists: Readonly<Record<string, readonly object[]>> = {
    'rest/alarm': alarms,
    'stat/alarm': alarms,
    'list/alarm': alarms,
    'stat/device': classicDevices,
    'stat/health': [{ ...wan, ...rates }],
  };

  const listOf = (name: string): readonly object[] | undefined =>
    name.startsWith('stat/device/')
      ? classicDevices.filter(({ mac }) => name.endsWith(mac))
      : classicLists[name];

  function classic(path: string): Said {
    if (!isClassicOpen) return { status: 401, json: { meta: { rc: 'error' } } };
    const name = path.replace('/api/s/default/', '');
    const data = name === 'stat/sta' ? stationsOf(connected()) : listOf(name);
    if (!data) return { status: 404, json: { meta: { rc: 'error' } } };
    return { json: { meta: { rc: 'ok' }, data } };
  }

  return serve(({ headers, method, path, query, body }: Heard): Said => {
    if (isBroken) return { status: 500, json: {} };
    if (headers['x-api-key'] !== UNIFI_KEY) return { status: 401, json: { error: { code: 401 } } };
    if (method === 'POST') return act(path, body);
    const [, api, rest = ''] = /^\/proxy\/network(\/integration)?(\/.*)$/.exec(path) ?? [];
    return api ? integration(rest, query) : classic(rest);
  }, certificate);
}
