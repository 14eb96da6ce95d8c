import { counts, finds, lists, type Stranger, says } from '../item.ts';
import { text } from '../unknown-server.ts';

const ALL = 57;

const client = (index: number): string =>
  index === 50
    ? '02:1f:00:00:00:50,sauna-plug,10.7.0.60,wifi,Deep-AP'
    : `02:1f:00:00:00:${String(index + 100)},fish-${String(index).padStart(2, '0')},10.7.0.${index + 10},${index % 2 === 0 ? 'wired,' : 'wifi,Deep-AP'}`;

const GEAR = `Name: Deep-GW | Type: Gateway | Status: Online | Uptime: 4 days
Name: Deep-SW | Type: Switch | Status: Online | Uptime: 4 days
Name: Deep-AP | Type: Access Point | Status: Online | Clients: 28`;

/** Clients as CSV, as many as were asked for; equipment in lines of keys and values. */
export const lanternfish: Stranger = {
  product: 'LANternfish',
  area: 'network',
  habit: 'csv',
  tools: [
    {
      name: 'get_clients_csv',
      description: 'Connected clients as CSV.',
      properties: { limit: { type: 'integer', default: 25, maximum: 500 } },
      answer: ({ limit = 25 }) => {
        const shown = Math.min(ALL, Number(limit));
        const rows = Array.from({ length: shown }, (_, index) => client(index));
        return text(
          `mac,hostname,ip,connection,ap\n${rows.join('\n')}\n\nShowing ${shown} of ${ALL}`,
        );
      },
    },
    { name: 'list_equipment', description: 'Network devices.', answer: () => text(GEAR) },
    {
      name: 'get_open_alerts',
      description: 'Open alerts in plain words.',
      answer: () =>
        text(
          '2 open alerts:\n1. [WARNING] 2026-11-21 09:12 Deep-SW: port 7 flaps\n2. [INFO] 2026-11-21 08:00 Deep-AP: channel changed to 11',
        ),
    },
  ],
  world: {
    counts: { client: ALL, AP: 1, alert: [1, 2] },
    rows: ['fish-', 'sauna-plug', 'Deep-', 'port 7 flaps', 'channel changed'],
    troubles: ['port 7 flaps'],
  },
  items: [
    counts(ALL, 'client', '1', { habit: 'pages' }),
    counts(1, 'AP', '1', { habit: 'key-value lines' }),
    counts(ALL, 'client', '1c', { habit: 'pages' }),
    lists(['fish-00', 'fish-03'], '1c'),
    finds('fish-03', /Client fish-03\nIP 10\.7\.0\.13/),
    finds('sauna-plug', /Client sauna-plug/, { habit: 'pages' }),
    says(/Deep-AP 28 clients/, '1d', { habit: 'key-value lines' }),
    says(/Network up 4d/, '1d', { habit: 'key-value lines' }),
    lists(['port 7 flaps', 'channel changed'], '1a', { habit: 'prose' }),
  ],
};
