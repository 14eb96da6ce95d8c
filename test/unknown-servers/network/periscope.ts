import { counts, finds, lists, type Stranger, says, untold } from '../item.ts';
import { inJson } from '../unknown-server.ts';

/** GraphQL habits: edges and nodes, pageInfo, totals. */
const CLIENTS = Array.from({ length: 12 }, (_, index) => ({
  macAddress: `02:71:00:00:00:${10 + index}`,
  displayName: index === 11 ? 'thermostat' : `gadget-${10 + index}`,
  ipAddress: `10.3.0.${10 + index}`,
  connectionType: index % 2 ? 'WIRELESS' : 'WIRED',
}));

export const periscope: Stranger = {
  product: 'periscope',
  area: 'network',
  habit: 'pages',
  tools: [
    {
      name: 'query_clients',
      properties: { after: { type: 'string' }, first: { type: 'integer', default: 5, maximum: 5 } },
      answer: ({ after }) => {
        const start = typeof after === 'string' ? Number(after) : 0;
        const hasNextPage = start + 5 < 12;
        return inJson({
          data: {
            clients: {
              edges: CLIENTS.slice(start, start + 5).map((node) => ({ node })),
              pageInfo: { hasNextPage, endCursor: String(start + 5) },
            },
          },
        });
      },
    },
    {
      name: 'query_access_points',
      answer: () =>
        inJson({
          data: {
            accessPoints: [
              {
                displayName: 'Deck-AP',
                onlineStatus: 'ONLINE',
                clientCount: 6,
                mac: '02:71:00:00:01:01',
              },
            ],
          },
        }),
    },
    {
      name: 'query_gateway',
      answer: () =>
        inJson({
          data: {
            gateway: {
              displayName: 'Deck-GW',
              onlineStatus: 'ONLINE',
              uptimeSeconds: 7200,
              wan: { state: 'CONNECTED', publicIp: '198.51.100.99' },
            },
          },
        }),
    },
    { name: 'query_muted_alerts', answer: () => inJson({ data: { alerts: [] } }) },
  ],
  world: {
    counts: { client: 12, AP: 1, alert: 1 },
    rows: [...CLIENTS.map(({ displayName }) => displayName), 'Deck-', 'channel'],
    troubles: ['channel'],
  },
  items: [
    counts(12, 'client', '1'),
    counts(1, 'AP', '1', { habit: 'one kind only' }),
    lists(['gadget-10', 'gadget-13'], '1c'),
    finds('thermostat', /Client thermostat\nIP 10\.3\.0\.21/),
    untold('alert', '1a', { habit: 'narrower tools' }),
    untold('alert', '1', { habit: 'narrower tools' }),
    says(/Deck-AP 6 clients/, '1d', { habit: 'suffixed facts' }),
  ],
};
