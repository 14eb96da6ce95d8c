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
}

/** A UniFi console with the Integration API, and perhaps the classic one. */
export function startUnifi(world: World, certificate?: Certificate): Promise<Upstream> {
  const { now, clients: count = 6, isClassicOpen = true } = world;
  const iso = (secondsAgo: number) => new Date(now() - secondsAgo * 1000).toISOString();

  const clients = Array.from({ length: count }, (_, n) => ({
    type: n % 2 === 0 ? 'WIRED' : 'WIRELESS',
    id: id(100 + n),
    name: `client-${n}`,
    connectedAt: iso(3600),
    ipAddress: `192.168.2.${n % 250}`,
    macAddress: `3c:ec:ef:00:${String(Math.floor(n / 100)).padStart(2, '0')}:${String(n % 100).padStart(2, '0')}`,
    uplinkDeviceId: id(n % 2 === 0 ? 2 : 3),
    access: { type: 'DEFAULT' },
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
  const connected = () => clients.filter(({ macAddress }) => !blocked.has(macAddress));
  const Command = z.object({ cmd: z.string(), mac: z.string() });

  /** What changes something: a restart of a device, or a client that is kept out. */
  function act(path: string, body: string): Said {
    const [, restart] = /\/devices\/([^/]+)\/actions$/.exec(path) ?? [];
    if (restart) {
      restarted.add(restart);
      return { text: '' };
    }
    const { cmd, mac } = Command.parse(JSON.parse(body));
    if (cmd === 'block-sta') blocked.add(mac);
    else blocked.delete(mac);
    return { json: { meta: { rc: 'ok' }, data: [] } };
  }

  function integration(path: string, query: URLSearchParams): Said {
    if (path === '/v1/sites') {
      return page([{ id: SITE, internalReference: 'default', name: 'Default' }], query);
    }
    if (path === `/v1/sites/${SITE}/devices`) return page(DEVICES, query);
    if (path === `/v1/sites/${SITE}/clients`) return page(connected(), query);
    if (path === `/v1/sites/${SITE}/devices/${id(1)}/statistics/latest`) {
      return { json: { ...statistics, uptimeSec: restarted.has(id(1)) ? 0 : 2_345_678 } };
    }
    return { status: 404, json: { statusCode: 404, code: 'api.request.not-found' } };
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
  }));
  const stationsOf = (these: typeof clients) =>
    these.map(({ name, macAddress, ipAddress, type }) => ({
      mac: macAddress,
      hostname: name,
      ip: ipAddress,
      is_wired: type === 'WIRED',
      ap_mac: '74:ac:b9:00:00:03',
      signal: -54,
      uptime: 3600,
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

  function classic(path: string): Said {
    if (!isClassicOpen) return { status: 401, json: { meta: { rc: 'error' } } };
    const name = path.replace('/api/s/default/', '');
    const data = name === 'stat/sta' ? stationsOf(connected()) : classicLists[name];
    if (!data) return { status: 404, json: { meta: { rc: 'error' } } };
    return { json: { meta: { rc: 'ok' }, data } };
  }

  return serve(({ headers, method, path, query, body }: Heard): Said => {
    if (headers['x-api-key'] !== UNIFI_KEY) return { status: 401, json: { error: { code: 401 } } };
    if (method === 'POST') return act(path, body);
    const [, api, rest = ''] = /^\/proxy\/network(\/integration)?(\/.*)$/.exec(path) ?? [];
    return api ? integration(rest, query) : classic(rest);
  }, certificate);
}
