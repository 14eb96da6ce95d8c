import { expect, test } from 'vitest';
import { phone } from './phone-with-tools.ts';

const PHONE = () => [{ mac: '02:00:00:00:00:01', ip: '10.0.0.1', name: 'phone' }];

test.for<readonly [string, string]>([
  ['list_wireless_clients', 'Wireless clients.'],
  ['get_wireless_registration_table', 'List of connected wireless clients.'],
  ['get_wireless_registration_table', 'Get wireless client registration table.'],
])('%s tells the clients of the wifi, and no others: %s', async ([name, description]) => {
  const { says } = phone('network', { [name]: [{ description }, PHONE] });
  const clients = await says('1c');
  expect(clients).toContain('phone');
  expect(clients).toContain('1+ clients');
});

test('beside those of cables they are all', async () => {
  const { says } = phone('network', {
    get_wireless_registration_table: [{ description: 'List of wireless clients.' }, PHONE],
    list_wired_clients: () => [{ mac: '02:00:00:00:00:02', ip: '10.0.0.2', name: 'tv' }],
  });
  const clients = await says('1c');
  expect(clients).toContain('tv');
  expect(clients).not.toMatch(/\b1 client\b/);
});
