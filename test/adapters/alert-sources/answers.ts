/** Answers as products give them, written after their own source and what they answered to us. */

const HOUR_MS = 60 * 60_000;

/** The metrics as Uptime Kuma 2.5 prints them; `started` in epoch milliseconds. */
export const kumaMetrics = (
  monitors: readonly { id?: number; name: string; type?: string; status: number }[],
  started = Date.now() - 2 * HOUR_MS,
): string =>
  [
    '# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.',
    '# TYPE process_start_time_seconds gauge',
    `process_start_time_seconds ${Math.floor(started / 1000)}`,
    '',
    '# HELP monitor_cert_days_remaining The number of days remaining until the certificate expires',
    '# TYPE monitor_cert_days_remaining gauge',
    '',
    '# HELP monitor_response_time Monitor Response Time (ms)',
    '# TYPE monitor_response_time gauge',
    ...monitors.map((it) => `monitor_response_time{${labelsOf(it)}} -1`),
    '',
    '# HELP monitor_status Monitor Status (1 = UP, 0= DOWN, 2= PENDING, 3= MAINTENANCE)',
    '# TYPE monitor_status gauge',
    ...monitors.map((it) => `monitor_status{${labelsOf(it)}} ${it.status}`),
    '',
  ].join('\n');

const quote = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`;

const labelsOf = ({ id, name, type = 'http' }: { id?: number; name: string; type?: string }) =>
  [
    ...(id === undefined ? [] : [`monitor_id="${id}"`]),
    `monitor_name=${quote(name)}`,
    `monitor_type="${type}"`,
    'monitor_url="https://plex.lan/?a={b},c=\\"d\\""',
    'monitor_hostname="null"',
    'monitor_port="null"',
  ].join(',');

/** An alert as Alertmanager 0.25 lists it. */
export const listedAlert = (over: object = {}) => ({
  annotations: { summary: 'Host nas is down' },
  endsAt: new Date(Date.now() + 4 * 60_000).toISOString(),
  fingerprint: 'a626bd8888f00358',
  receivers: [{ name: 'relay' }],
  startsAt: '2026-11-26T22:45:28.788Z',
  status: { inhibitedBy: [], silencedBy: [], state: 'active' },
  updatedAt: '2026-11-26T22:45:28.788Z',
  generatorURL: 'http://prom.lan:9090/graph?g0.expr=up%3D%3D0&g0.tab=1',
  labels: {
    alertname: 'HostDown',
    cluster: 'home',
    instance: 'nas.lan:9100',
    severity: 'critical',
  },
  ...over,
});

export const amStatus = (uptime = '2026-11-26T08:00:00.000Z') => ({
  cluster: { peers: [], status: 'disabled' },
  config: { original: 'route: {}' },
  uptime,
  versionInfo: {
    branch: '',
    buildDate: '',
    buildUser: '',
    goVersion: '',
    revision: '',
    version: '',
  },
});

/** An endpoint as Gatus 5 lists it, with one check a minute. */
export const gatusEndpoint = (
  name: string,
  successes: readonly boolean[],
  { group, ageMs = 10_000 }: { group?: string; ageMs?: number } = {},
) => ({
  name,
  ...(group !== undefined && { group }),
  key: `${group ?? ''}_${name}`,
  results: successes.map((success, at) => ({
    ...{ status: success ? 200 : 502, hostname: 'jellyfin.lan', duration: 150_000_000, success },
    ...(!success && { errors: [] }),
    conditionResults: [
      { condition: success ? '[STATUS] == 200' : '[STATUS] (502) == 200', success },
      { condition: '[RESPONSE_TIME] < 500', success: true },
    ],
    timestamp: new Date(Date.now() - ageMs - (successes.length - 1 - at) * 60_000).toISOString(),
  })),
});

/** A check as version 3 of the API of Healthchecks lists it. */
export const hcCheck = (name: string, status: string, id: object) => ({
  ...{ name, slug: name, tags: 'backup nas', desc: '', grace: 3600, n_pings: 812, status },
  ...{ started: false, last_ping: '2026-11-25T02:10:07+00:00', next_ping: null },
  ...{ manual_resume: false, methods: '', badge_url: 'https://hc.lan/b/2/5f0c.svg' },
  ...id,
});
