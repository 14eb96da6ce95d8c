import { counts, finds, lists, type Stranger, says } from '../item.ts';
import { failing, inJson, isReading, type UnknownTool } from '../unknown-server.ts';

const SITE = '5f2ac0ffee00112233445566';

/** A tool that wants to know which site. */
const ofSite = (name: string, data: unknown, more: Partial<UnknownTool> = {}): UnknownTool => ({
  name,
  properties: { site_id: { type: 'string', description: 'Id of the site, see list_sites' } },
  required: ['site_id'],
  answer: ({ site_id: site }) =>
    site === SITE ? inJson(data) : failing(`Site ${JSON.stringify(site)} was not found`),
  ...more,
});

export const airtower: Stranger = {
  product: 'airtower',
  area: 'network',
  habit: 'required arguments',
  tools: [
    {
      name: 'list_sites',
      answer: () =>
        inJson({ sites: [{ name: 'Home', site_id: SITE, internal_name: 'default', devices: 3 }] }),
    },
    ofSite(
      'site_clients',
      {
        clients: [
          {
            client_mac: '02:a1:00:00:00:01',
            client_name: 'desktop',
            client_ip: '10.9.0.2',
            link: 'wired',
          },
          {
            client_mac: '02:a1:00:00:00:02',
            client_name: 'phone-eva',
            client_ip: '10.9.0.3',
            link: 'wireless',
          },
          {
            client_mac: '02:a1:00:00:00:03',
            client_name: 'printer',
            client_ip: '10.9.0.4',
            link: 'wireless',
          },
        ],
      },
      isReading,
    ),
    ofSite('list_site_devices', [
      {
        name: 'Tower-GW',
        device_type: 'gateway',
        connection_state: 'CONNECTED',
        wan_ip: '198.51.100.7',
        uptime_hours: 30,
      },
      { name: 'Tower-AP1', device_type: 'access_point', connection_state: 'CONNECTED' },
      { name: 'Tower-AP2', device_type: 'access_point', connection_state: 'DISCONNECTED' },
    ]),
    {
      name: 'query_events',
      description: 'Alarms of all sites.',
      properties: {
        kind: { type: 'string', enum: ['alarm', 'audit', 'login'], default: 'alarm' },
        state: { type: 'string', enum: ['open', 'closed'], default: 'open' },
      },
      required: ['kind', 'state'],
      answer: () => inJson({ alarms: [], count: 0 }),
    },
    ofSite(
      'site_wan',
      { wan: { status: 'up', isp: 'Fibre Co', wan_ip: '198.51.100.7', rx_mbps: 12, tx_mbps: 3 } },
      isReading,
    ),
  ],
  world: {
    counts: { client: 3, AP: 2, alert: [0, 1] },
    rows: ['desktop', 'phone-eva', 'printer', 'Tower-'],
    troubles: ['Tower-AP2'],
  },
  items: [
    counts(3, 'client', '1', { habit: 'suffixed facts' }),
    counts(2, 'AP', '1'),
    says(/Network ! Tower-AP2 down/, '1'),
    lists(['desktop', 'phone-eva', 'printer'], '1c', { habit: 'no verb' }),
    finds('phone-eva', /Client phone-eva\nIP 10\.9\.0\.3/, { habit: 'suffixed facts' }),
    says(/Tower-AP2 (?:is )?down/, '1a'),
    says(/^Network up 1d 6h/m, '1d', { habit: 'other units' }),
    says(/WAN (?:up|in ).*198\.51\.100\.7/, '1d', { habit: 'no verb' }),
  ],
};
