import { expect, test } from 'vitest';
import { readClient } from '../../../../src/adapters/backends/vendor-records/network.ts';
import { SKIPPED } from '../../../../src/adapters/backends/vendor-records/skip.ts';

const MAC = '02:00:00:00:00:01';

test.for<object>([
  { active: 0 },
  { active: false },
  { is_active: 'false' },
  { online: false },
  { isOnline: 0 },
  { connected: 'no' },
  { status: 'offline' },
  { status: 'Offline' },
  { state: 'disconnected' },
  { connection_state: 'DISCONNECTED' },
  { link_status: 'down' },
])('a client that is not connected is none: %o', (record) => {
  expect(readClient({ mac: MAC, name: 'old-laptop', ...record }, 0)).toBe(SKIPPED);
});

test.for<object>([
  { active: 1 },
  { status: 'online' },
  { status: 'STA' },
  { state: 'ACTIVE' },
  { connected: true },
  { powersave: false },
])('a client that is connected, or says nothing of it, is one: %o', (record) => {
  expect(readClient({ mac: MAC, name: 'tv', ...record }, 0)).toMatchObject({ name: 'tv' });
});

test.for<readonly [name: string, record: object]>([
  ['doorbell', { dhcpHostname: 'doorbell', recentDeviceName: 'hall-ap' }],
  ["Ann's laptop", { description: "Ann's laptop", recentDeviceName: 'hall-ap' }],
  ['tv', { alias: 'tv', ap_name: 'hall-ap', ssid_name: 'lark' }],
  [MAC, { ap_description: 'hall-ap' }],
  [MAC, { recentDeviceName: 'hall-ap' }],
  [MAC, { uplink_device_name: 'hall-switch' }],
  [MAC, { name: '', network_name: 'Default' }],
  ['watch', { clientName: 'watch', ap_name: 'hall-ap' }],
  [MAC, { name: 'Unknown Device' }],
  [MAC, { hostname: '*' }],
  ['tv', { name: '(none)', alias: 'tv' }],
  ['unknown-pleasures', { name: 'unknown-pleasures' }],
  ['pixel', { NewHostName: 'pixel', NewInterfaceType: '802.11', NewIPAddress: '10.3.0.23' }],
])('a client is called %s, and never like what it is connected to: %o', ([name, record]) => {
  expect(readClient({ mac: MAC, ...record }, 0)).toMatchObject({ name });
});

test('a prefix that most keys have is none of their names', () => {
  const record = {
    NewIndex: '3',
    NewHostName: 'pixel-jo',
    NewIPAddress: '10.3.0.23',
    NewMACAddress: '02:7B:00:00:00:03',
    NewActive: '1',
  };
  expect(readClient(record, 0)).toMatchObject({
    id: '02:7B:00:00:00:03',
    name: 'pixel-jo',
    ip: '10.3.0.23',
  });
  expect(readClient({ ...record, NewActive: '0' }, 0)).toBe(SKIPPED);
});

test.for<readonly [wired: boolean, word: string]>([
  [true, 'Cableado'],
  [false, 'Inalámbrico'],
  [true, 'filaire'],
  [false, 'sans fil'],
  [true, 'kabelgebunden'],
])('a client is wired (%s) by words of other languages: %s', ([wired, connection_type]) => {
  expect(readClient({ mac: MAC, connection_type }, 0)).toMatchObject({ wired });
});
