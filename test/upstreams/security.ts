import { z } from 'zod';
import { isInRange } from '../../src/areas/security/ip-address.ts';
import { type Certificate, type Heard, type Said, serve, type Upstream } from './serve.ts';

export const CROWDSEC = {
  key: 'bouncer-key',
  machine: 'm1',
  password: 'machine-password',
} as const;
export const WAZUH = { user: 'wazuh-wui', password: 'manager-password' } as const;

const Decision = z.object({
  origin: z.string(),
  type: z.string(),
  scope: z.string(),
  value: z.string(),
  scenario: z.string(),
});
const Made = z.array(z.object({ decisions: z.array(Decision) }));
const Login = z.object({ machine_id: z.string(), password: z.string() });

interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Takes every ban and unban, and does nothing. */
  readonly isDeaf?: boolean;
}

const isoOf =
  ({ now }: World) =>
  (secondsAgo: number): string =>
    new Date(now() - secondsAgo * 1000).toISOString();

/** CrowdSec's local API, with a blocklist that is not ours. */
export function startCrowdsec(world: World): Promise<Upstream> {
  const iso = isoOf(world);
  let decisions = [
    {
      id: 1,
      origin: 'crowdsec',
      type: 'ban',
      scope: 'Ip',
      value: '198.51.100.9',
      scenario: 'ssh-bf',
    },
    { id: 3, origin: 'CAPI', type: 'ban', scope: 'Ip', value: '192.0.2.200', scenario: 'probing' },
    {
      id: 4,
      origin: 'crowdsec',
      type: 'captcha',
      scope: 'Ip',
      value: '203.0.113.77',
      scenario: 'http-probing',
    },
    {
      id: 5,
      origin: 'cscli',
      type: 'ban',
      scope: 'Range',
      value: '203.0.113.128/25',
      scenario: 'manual',
    },
  ];
  let lastId = 5;
  const alerts = [
    {
      id: 41,
      created_at: iso(700),
      scenario: 'crowdsecurity/ssh-bf',
      message: "Ip 198.51.100.9 performed 'crowdsecurity/ssh-bf' (6 events over 12s)",
      source: { scope: 'Ip', value: '198.51.100.9', ip: '198.51.100.9' },
    },
  ];
  // The real one (1.4.6) hears only those who say a name and a version, and calls all others a wrong password.
  const signIn = ({ body, headers }: Heard): Said => {
    const { machine_id: id, password } = Login.parse(JSON.parse(body));
    const isKnown = id === CROWDSEC.machine && password === CROWDSEC.password;
    return isKnown && headers['user-agent']?.split('/').length === 2
      ? { json: { code: 200, expire: iso(-3600), token: 'crowdsec-jwt' } }
      : { status: 401, json: { message: 'incorrect Username or Password' } };
  };
  /** Unless told otherwise, the real one deletes the ranges that contain the address too, and every type. */
  const isMeant = ({ value, type }: z.infer<typeof Decision>, query: URLSearchParams): boolean => {
    const ip = query.get('ip') ?? '';
    const isInside = query.get('contains') !== 'false' && isInRange(ip, value);
    return (value === ip || isInside) && (query.get('type') ?? type) === type;
  };
  function change(method: string, query: URLSearchParams, body: string): Said {
    if (world.isDeaf) return { status: method === 'DELETE' ? 200 : 201, json: {} };
    if (method === 'DELETE') {
      decisions = decisions.filter((it) => !isMeant(it, query));
      return { json: { nbDeleted: '1' } };
    }
    const made = Made.parse(JSON.parse(body)).flatMap((alert) => alert.decisions);
    decisions = [...decisions, ...made.map((it, n) => ({ ...it, id: lastId + n + 1 }))];
    lastId += made.length;
    return { status: 201, json: ['99'] };
  }
  const bans = (query: URLSearchParams): Said => {
    const origins = query.get('origins')?.split(',') ?? [];
    const own = decisions.filter(({ origin }) => origins.includes(origin));
    return { json: own.length > 0 ? own : null };
  };
  const refused: Said = { status: 401, json: { message: 'cookie token is empty' } };
  const forMachines = ({ method, query, body }: Heard): Said => {
    if (method === 'DELETE' || method === 'POST') return change(method, query, body);
    return { json: alerts };
  };
  return serve((heard): Said => {
    const { method, path, query, headers } = heard;
    if (path === '/v1/watchers/login') return signIn(heard);
    if (path === '/v1/alerts' || method === 'DELETE') {
      return headers.authorization === 'Bearer crowdsec-jwt' ? forMachines(heard) : refused;
    }
    return headers['x-api-key'] === CROWDSEC.key ? bans(query) : { status: 403, json: {} };
  });
}

const basic = `Basic ${Buffer.from(`${WAZUH.user}:${WAZUH.password}`).toString('base64')}`;

export function startWazuhManager(world: World, certificate?: Certificate): Promise<Upstream> {
  const iso = isoOf(world);
  const wrap = (items: readonly object[]): Said => ({
    json: { data: { affected_items: items, total_affected_items: items.length }, error: 0 },
  });
  return serve(({ path, headers }): Said => {
    if (path === '/security/user/authenticate') {
      return headers.authorization === basic
        ? { json: { data: { token: 'wazuh-jwt' }, error: 0 } }
        : { status: 401, json: { title: 'Unauthorized' } };
    }
    if (headers.authorization !== 'Bearer wazuh-jwt') return { status: 401, json: {} };
    if (path === '/agents')
      return wrap([{ id: '003', name: 'old-laptop', status: 'disconnected' }]);
    const line = { timestamp: iso(300), tag: 'wazuh-remoted', level: 'error' };
    return wrap([{ ...line, description: ' (1408): Invalid ID 009' }]);
  }, certificate);
}

/** Wazuh's indexer with as many alerts of each level as it is told. */
export function startWazuhIndexer(
  world: World,
  levels: Readonly<Record<number, number>> = { 13: 1, 10: 2, 3: 5 },
): Promise<Upstream> {
  const iso = isoOf(world);
  const hits = Object.entries(levels).flatMap(([level, count]) =>
    Array.from({ length: count }, (_, n) => ({
      _source: {
        timestamp: iso(600 + n),
        rule: { id: '5712', level: Number(level), description: `level ${level}, number ${n}` },
        agent: { id: '001', name: 'nas' },
        data: { srcip: '198.51.100.9' },
      },
    })),
  );
  return serve(({ path, headers, body }): Said => {
    if (headers.authorization !== basic) return { status: 401, text: 'Unauthorized' };
    if (path !== '/wazuh-alerts-*/_search') return { status: 404, json: {} };
    const { size } = z.object({ size: z.int() }).parse(JSON.parse(body));
    const [, level = '0'] = /"rule\.level":\{"gte":(\d+)/.exec(body) ?? [];
    const found = hits.filter(({ _source }) => _source.rule.level >= Number(level));
    return {
      json: { hits: { total: { value: found.length }, hits: found.slice(0, size) } },
    };
  });
}
