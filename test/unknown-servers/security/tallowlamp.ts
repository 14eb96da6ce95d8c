import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, isReading, text } from '../unknown-server.ts';

const incident = (what: string, sev: string, began: string, ended: string | null = null) => ({
  ...{
    what,
    sev,
    began: `2026-11-21 ${began}:00 UTC`,
    ended: ended && `2026-11-21 ${ended}:00 UTC`,
  },
});

const JOURNAL = [
  {
    level: 50,
    time: Date.UTC(2026, 10, 21, 11, 58),
    name: 'authd',
    msg: 'signature does not match',
  },
  { level: 40, time: Date.UTC(2026, 10, 21, 11, 50), name: 'sensor', msg: 'queue is nearly full' },
  { level: 30, time: Date.UTC(2026, 10, 21, 11, 45), name: 'feed', msg: 'list was updated' },
];

/** Incidents below the hosts they are about, levels as numbers, a list of addresses without more, and a firewall that is off. */
export const tallowlamp: Stranger = {
  product: 'Tallowlamp Home SOC',
  area: 'security',
  habit: 'other nouns',
  tools: [
    {
      name: 'incidents_by_host',
      description:
        'Incidents (security alerts) of the last day by host. SEV1 is critical, SEV2 and SEV3 are warnings, SEV4 is information. ended is null while one is open.',
      ...isReading,
      answer: () =>
        inJson({
          generated: '2026-11-21 12:00:00 UTC',
          hosts: [
            {
              host: 'nas',
              incidents: [
                incident('Mass deletion of files', 'SEV1', '11:31'),
                incident('Disk encryption was turned off', 'SEV2', '10:14'),
              ],
            },
            { host: 'printer', incidents: [] },
            { host: 'gate', incidents: [incident('Port knock from abroad', 'SEV3', '06:40')] },
          ],
        }),
    },
    {
      name: 'journal',
      description:
        'The newest log lines, one JSON object per line. Levels: 30 info, 40 warn, 50 error.',
      ...isReading,
      answer: () => text(JOURNAL.map((line) => JSON.stringify(line)).join('\n')),
    },
    {
      name: 'denylist',
      description: 'Addresses that are banned now.',
      ...isReading,
      answer: () => inJson({ banned: ['198.51.100.23', '203.0.113.9'] }),
    },
    {
      name: 'firewall_state',
      ...isReading,
      answer: () =>
        text('The firewall is switched OFF since 2026-11-20 21:14 (maintenance by kim).'),
    },
    {
      name: 'close_incident',
      isOffLimits: true,
      properties: { what: { type: 'string' } },
      required: ['what'],
      answer: () => inJson({ ended: true }),
    },
  ],
  world: {
    counts: { critical: 1, warning: 2, alert: 3, rule: 6, ban: 2, 'log line': 3 },
    rows: [
      ...['Mass deletion', 'Disk encryption', 'Port knock', 'authd', 'sensor', 'feed'],
      ...['198.51.100.23', '203.0.113.9'],
    ],
    troubles: ['Mass deletion', 'Disk encryption', 'Port knock', 'authd', 'sensor'],
    isFirewallOn: false,
  },
  items: [
    says(/Security ! 1 critical: Mass deletion/, '4', { about: 'critical' }),
    counts(2, 'warning', '4', { habit: 'suffixed facts' }),
    counts(3, 'alert', '4a'),
    lists(['Mass deletion of files', 'Disk encryption', 'Port knock'], '4a'),
    says(/Mass deletion/, 'home'),
    lists(['authd: signature', 'sensor: queue', 'feed: list was updated'], '4l', {
      habit: 'other units',
    }),
    counts(2, 'ban', '4f'),
    lists(['198.51.100.23', '203.0.113.9'], '4f'),
    says(/Firewall OFF/, '4f', { habit: 'prose', about: 'firewall' }),
  ],
};
