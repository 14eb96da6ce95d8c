import { describe, expect, test } from 'vitest';
import { type Answer, phone, takes } from './phone-with-tools.ts';

const CLIENT = { mac: '02:00:00:00:00:01', ip: '10.0.0.1', name: 'tv' };
const SITE = takes({ siteId: { type: 'string' } });
const bySite =
  (words: string): Answer =>
  ({ siteId }) =>
    siteId === '60f1' ? [CLIENT] : `Error: ${words}`;

describe('an optional argument that is needed', () => {
  test.for([
    'siteId is required',
    '404 Not Found: /v1/sites/undefined/clients (siteId)',
    'No site ID was given, and no default is configured',
  ])('is learned after a failure that names it: %s', async (words) => {
    const { says, asked } = phone('network', {
      listSites: () => [{ id: '60f1', name: 'Home' }],
      listClients: [SITE, bySite(words)],
    });
    expect(await says('1c')).toContain('1 client\n');
    const before = asked.length;
    await says('1c');
    expect(asked.slice(before)).toEqual([]);
    expect(asked.map(([name]) => name)).toEqual(['listClients', 'listSites', 'listClients']);
  });

  test('is left alone where the failure is about something else', async () => {
    const { says, asked } = phone('network', {
      listSites: () => [{ id: '60f1', name: 'Home' }],
      listClients: [SITE, bySite('the controller restarts')],
    });
    expect(await says('1c')).not.toContain('client,');
    expect(asked.map(([name]) => name)).not.toContain('listSites');
  });

  test('is not all that there is where there are several of them', async () => {
    const { says } = phone('network', {
      listSites: () => ['60f1', '60f2'].map((id) => ({ id, name: id })),
      listClients: [SITE, bySite('siteId is required')],
    });
    expect(await says('1c')).toContain('1+ clients');
  });
});
