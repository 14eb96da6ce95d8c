import { counts, finds, lists, type Stranger, says } from '../item.ts';
import { failing, inJson, isReading, type UnknownTool } from '../unknown-server.ts';

const ORGANIZATION = '604151';
const NETWORK = 'N_24329156';

const ofOrganization = (name: string, description: string, data: unknown): UnknownTool => ({
  name,
  description,
  ...isReading,
  properties: { organizationId: { type: 'string', description: 'Id of the organization' } },
  required: ['organizationId'],
  answer: ({ organizationId: id }) =>
    id === ORGANIZATION
      ? inJson(data)
      : failing('404 Not Found: {"errors":["No such organization"]}'),
});

const ofNetwork = (
  name: string,
  description: string,
  data: unknown,
  properties: Readonly<Record<string, object>> = {},
): UnknownTool => ({
  name,
  description,
  ...isReading,
  properties: { networkId: { type: 'string', description: 'Id of the network' }, ...properties },
  required: ['networkId'],
  answer: ({ networkId: id }) =>
    id === NETWORK ? inJson(data) : failing('404 Not Found: {"errors":["No such network"]}'),
});

const client = (
  id: string,
  description: string | null,
  more: { ip: string; status: 'Online' | 'Offline'; ssid?: string; dhcpHostname?: string },
) => ({
  id,
  mac: `02:53:59:00:00:${id}`,
  description,
  ...{ dhcpHostname: null, ssid: null, ...more },
  recentDeviceName: more.ssid === undefined ? 'YARD-SW' : 'YARD-WAP-1',
  usage: { sent: 138, recv: 61 },
});

/** A cloud controller: an organization has networks, a network has clients, and each is asked with the id of the other. */
export const switchyard: Stranger = {
  product: 'Switchyard Cloud',
  area: 'network',
  habit: 'required arguments',
  tools: [
    {
      name: 'getOrganizations',
      ...isReading,
      answer: () => inJson([{ id: ORGANIZATION, name: 'The Larks', url: 'https://yard.example' }]),
    },
    ofOrganization('getOrganizationNetworks', 'Networks of an organization.', [
      {
        id: NETWORK,
        organizationId: ORGANIZATION,
        name: 'Larkfield',
        productTypes: ['appliance', 'switch', 'wireless'],
      },
    ]),
    ofOrganization(
      'getOrganizationDevicesStatuses',
      'The status of every device: online, alerting, offline or dormant.',
      [
        { name: 'YARD-MX', serial: 'Q2AA', productType: 'appliance', status: 'online' },
        { name: 'YARD-SW', serial: 'Q2BB', productType: 'switch', status: 'online' },
        { name: 'YARD-WAP-1', serial: 'Q2CC', productType: 'wireless', status: 'online' },
        { name: 'YARD-WAP-2', serial: 'Q2DD', productType: 'wireless', status: 'offline' },
        { name: 'YARD-WAP-3', serial: 'Q2EE', productType: 'wireless', status: 'online' },
      ],
    ),
    ofNetwork(
      'getNetworkClients',
      'Clients that used the network in the timespan; status tells whether one is connected now.',
      [
        client('11', "Ann's laptop", { ip: '10.8.0.11', status: 'Online', ssid: 'Lark' }),
        client('12', null, { ip: '10.8.0.12', status: 'Online', dhcpHostname: 'doorbell' }),
        client('13', 'guest-tablet', { ip: '10.8.0.13', status: 'Offline', ssid: 'Lark' }),
        client('14', 'nas-lark', { ip: '10.8.0.14', status: 'Online' }),
      ],
      { timespan: { type: 'number', description: 'Seconds, 86400 by default' } },
    ),
    ofNetwork('getNetworkHealthAlerts', 'Health alerts, those that were resolved too.', [
      {
        id: 'h1',
        category: 'Connectivity',
        type: 'Device is unreachable: YARD-WAP-2',
        severity: 'critical',
        startedAt: '2026-11-21T09:12:00Z',
        resolvedAt: null,
      },
      {
        id: 'h2',
        category: 'Performance',
        type: 'High CPU on YARD-MX',
        severity: 'warning',
        startedAt: '2026-11-21T07:00:00Z',
        resolvedAt: '2026-11-21T07:20:00Z',
      },
    ]),
    ofOrganization('getOrganizationUplinksStatuses', 'Uplinks of the appliances.', [
      {
        serial: 'Q2AA',
        uplinks: [
          { interface: 'wan1', status: 'active', ip: '192.0.2.90', publicIp: '192.0.2.90' },
          { interface: 'wan2', status: 'not connected', ip: null, publicIp: null },
        ],
      },
    ]),
    {
      name: 'rebootDevice',
      isOffLimits: true,
      properties: { serial: { type: 'string' } },
      required: ['serial'],
      answer: () => inJson({ success: true }),
    },
  ],
  world: {
    counts: { client: 3, AP: 3, alert: [1, 2] },
    rows: ["Ann's laptop", 'doorbell', 'nas-lark', 'YARD-', 'Device is unreach', 'High CPU'],
    troubles: ['YARD-WAP-2', 'Device is unreachable'],
  },
  items: [
    counts(3, 'client', '1'),
    counts(3, 'client', '1c'),
    counts(3, 'AP', '1'),
    says(/! .*YARD-WAP-2/, '1'),
    lists(["Ann's laptop", 'doorbell', 'nas-lark'], '1c', { habit: 'other nouns' }),
    finds('nas-lark', /Client nas-lark\nIP 10\.8\.0\.14/),
    lists(['YARD-WAP-2'], '1a', { never: /^\d+ ! .*High CPU/m }),
    says(/WAN (?:up|in ).*192\.0\.2\.90/, '1d', { habit: 'other nouns' }),
  ],
};
