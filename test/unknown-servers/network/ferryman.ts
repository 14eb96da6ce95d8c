import { counts, finds, lists, type Stranger, says, untold } from '../item.ts';
import { inJson, text } from '../unknown-server.ts';

const CLIENTS = Array.from({ length: 31 }, (_, index) => ({
  mac: `02:66:00:00:00:${10 + index}`,
  name: `rower-${10 + index}`,
  ip: `10.6.0.${10 + index}`,
  wired: index < 5,
}));

export const ferryman: Stranger = {
  product: 'ferryman',
  area: 'network',
  habit: 'pages',
  tools: [
    {
      name: 'fetch_clients',
      properties: {
        page: { type: 'integer', default: 0, description: 'zero-based' },
        size: { type: 'integer', default: 10, maximum: 10 },
      },
      answer: ({ page = 0 }) =>
        inJson({
          content: CLIENTS.slice(Number(page) * 10, Number(page) * 10 + 10),
          totalElements: 31,
          last: Number(page) >= 3,
        }),
    },
    {
      name: 'fetch_devices',
      answer: () =>
        text(
          'Name        Type          Status   Uptime\nPier-GW     gateway       online   5d\nPier-SW     switch        online   5d\nPier-AP     access point  offline  -\n',
        ),
    },
    { name: 'fetch_alerts_history', answer: () => inJson({ alerts: [] }) },
  ],
  world: {
    counts: { client: 31, AP: 1, alert: [2, 3] },
    rows: [...CLIENTS.map(({ name }) => name), 'Pier-', 'Channel'],
    troubles: ['Pier-AP', 'Channel'],
  },
  items: [
    counts(31, 'client', '1'),
    counts(1, 'AP', '1', { habit: 'markdown tables' }),
    says(/Network ! Pier-AP down/, '1', { habit: 'markdown tables' }),
    counts(31, 'client', '1c'),
    finds('rower-40', /Client rower-40\nIP 10\.6\.0\.40/),
    lists(['rower-10', 'rower-19'], '1c'),
    untold('alert', '1', { habit: 'narrower tools' }),
    says(/Network up 5d/, '1d', { habit: 'markdown tables' }),
  ],
};
