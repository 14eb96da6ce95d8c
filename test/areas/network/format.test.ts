import { describe, expect, test } from 'vitest';
import {
  fineWords,
  formatAlert,
  formatAlerts,
  formatClient,
  formatClients,
  formatDetails,
  formatDevice,
  formatStatus,
} from '../../../src/areas/network/format.ts';
import type { Device, NetworkAlert, NetworkStatus } from '../../../src/areas/network/network.ts';
import { createLocalTime } from '../../../src/core/local-time.ts';
import { formatFinding } from '../../../src/operation/format-finding.ts';
import type { Problem } from '../../../src/operation/problem.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const time = createLocalTime(new FakeClock(), 'UTC');
const status = (over: Partial<NetworkStatus> = {}): NetworkStatus => ({
  devices: 47,
  accessPoints: 2,
  alerts: 0,
  ...over,
});
const alert = (over: Partial<NetworkAlert> = {}): NetworkAlert => ({
  at: '2026-11-21T11:02:00Z',
  severity: 'warning',
  message: 'AP-Attic lost its uplink',
  ...over,
});

const problem = (name: string): Problem => ({
  ...{ subject: `network/device/${name}`, name, state: 'down', severity: 'critical' },
  opens: { screen: 'network.details' },
});

test.for<readonly [string, NetworkStatus, readonly Problem[], string]>([
  ['health', status(), [], 'Network OK. 47 clients, 2 APs, 0 alerts.'],
  [
    'one of each',
    status({ devices: 1, accessPoints: 1 }),
    [],
    'Network OK. 1 client, 1 AP, 0 alerts.',
  ],
  ['warnings', status({ alerts: 2 }), [], 'Network OK. 47 clients, 2 APs, 2 alerts.'],
  [
    'alerts of unknown severity beside a critical one',
    status({ alerts: 3, unrated: 2, critical: [alert({ severity: 'critical' })] }),
    [problem('UDM')],
    'Network ! UDM down\n47 clients, 2 APs, 3 alerts, 2 unrated',
  ],
  [
    'every problem, the worst first',
    status(),
    [problem('UDM'), problem('AP-Attic')],
    'Network ! UDM down\n! AP-Attic down\n47 clients, 2 APs, 0 alerts',
  ],
  [
    'who is blocked',
    status({ blocked: ['kids-ipad'] }),
    [],
    'Network OK. 47 clients, 2 APs, 0 alerts, kids-ipad blocked.',
  ],
  [
    'how many are blocked',
    status({ blocked: ['kids-ipad', 'tv'] }),
    [],
    'Network OK. 47 clients, 2 APs, 0 alerts, 2 blocked.',
  ],
])('the summary shows %s', ([, given, problems, text]) => {
  expect(formatFinding(formatStatus(given, problems))).toBe(text);
});

test('the glance counts clients, and alerts where there are some', () => {
  expect(
    [
      ...[status(), status({ devices: 1 }), status({ alerts: 1 }), {}],
      ...[status({ alerts: 2, unrated: 1 }), status({ alerts: undefined, unrated: 1 })],
    ].map(fineWords),
  ).toEqual([
    ...['47 clients', '1 client', '1 alert', 'up'],
    ...['2 alerts, ? critical', '? critical'],
  ]);
});

test.for<readonly [string, Partial<Device>, string]>([
  ['that is up', { online: true, uptimeSec: 90 }, 'AP, access point\nup 1m'],
  ['that is away, of which 0 is told', { online: false, uptimeSec: 0 }, '! AP, access point\ndown'],
  ['in a strange state', { uptimeSec: 0 }, '! AP, access point\nstate ?'],
])('a device %s', ([, over, text]) => {
  expect(formatDevice({ name: 'AP', kind: 'access-point', ...over })).toBe(text);
});

describe('the details', () => {
  const rates = { downBps: 125e6, upBps: 18e6 };

  test('tell uptime, throughput and gear', () => {
    const gear = [{ name: 'AP-Hall', kind: 'access-point' as const, online: true, clients: 12 }];
    expect(
      formatDetails({
        uptimeSec: 1_220_400,
        wan: { up: true, ...rates, ip: '203.0.113.7' },
        lan: rates,
        gear,
      }).text,
    ).toBe(
      'Network up 14d 3h\nWAN in 125 Mbps, out 18 Mbps, 203.0.113.7\nLAN in 125 Mbps, out 18 Mbps\nAP-Hall 12 clients',
    );
  });

  test('begin with what is down', () => {
    const gear = [
      { name: 'UDM', kind: 'gateway' as const, online: true },
      { name: 'AP-Attic', kind: 'access-point' as const, online: false },
    ];
    expect(
      formatDetails({ uptimeSec: 60, wan: { up: false, ...rates }, lan: rates, gear }).text,
    ).toBe('! AP-Attic down\nNetwork up 1m\n! WAN down\nLAN in 125 Mbps, out 18 Mbps\nUDM up');
  });
});

test('a network whose gateway is away has been up for no time', () => {
  const gear = [{ name: 'UDM', kind: 'gateway' as const, online: false }];
  expect(formatDetails({ uptimeSec: 0, wan: { up: false }, gear }).text).toBe(
    '! UDM down\n! WAN down',
  );
});

test('alerts are listed worst first, each with its time', () => {
  const list = formatAlerts(
    [
      alert({ severity: 'info', message: 'Firmware update' }),
      alert({ at: '2026-11-19T08:00:00+01:00' }),
      alert({ severity: 'critical', message: 'WAN lost' }),
    ],
    time,
  );
  expect(list.text).toBe('Network: 3 alerts');
  expect(list.rows?.map((row) => row.text)).toEqual([
    '! 11:02 WAN lost',
    '! 19 Nov 07:00 AP-Attic lost its uplink',
    '11:02 Firmware update',
  ]);
  expect(formatAlerts([], time)).toEqual({ text: 'Network: no alerts' });
});

test('one alert is told in full', () => {
  expect(formatAlert(alert({ device: 'AP-Attic' }), time)).toBe(
    '! AP-Attic lost its uplink\nOn AP-Attic\nwarning, 11:02, 58m ago',
  );
});

test('clients say where they are', () => {
  const { text, rows } = formatClients([
    { id: 'a', name: 'annas-iphone', accessPoint: 'AP-Hall', wired: false },
    { id: 'b', name: 'printer', wired: true },
    { id: 'c', name: 'tablet', wired: false },
    { id: 'd', name: 'thing' },
  ]);
  expect([text, ...(rows ?? []).map((row) => row.text)]).toEqual([
    'Network: 4 clients',
    'annas-iphone AP-Hall',
    'printer wired',
    'tablet wifi',
    'thing',
  ]);
});

test('one client is told in full, and what is not known is a question mark', () => {
  expect(
    formatClient({
      id: 'aa:bb',
      name: 'annas-iphone',
      ip: '10.0.0.9',
      accessPoint: 'AP-Hall',
      signalDbm: -58,
      connectedSec: 11_100,
    }),
  ).toBe('Client annas-iphone\nIP 10.0.0.9, aa:bb\nAP-Hall, signal -58 dBm\nConnected 3h 5m');
  expect(formatClient({ id: 'aa:bb', name: 'thing' })).toBe(
    'Client thing\nIP ?, aa:bb\nlink ?\nConnected since ?',
  );
});
