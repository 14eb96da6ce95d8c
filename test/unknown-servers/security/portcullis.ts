import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson, isReading } from '../unknown-server.ts';

const at = (clock: string): number => Date.parse(`2026-11-21T${clock}:00Z`);

const DETECTIONS = [
  { sig: 'Beacon to a known C2 host', prio: 1, ts: at('11:20'), src: '10.2.0.40', verdict: 'open' },
  {
    sig: 'Ransomware file names',
    prio: 1,
    ts: at('10:55'),
    src: '10.2.0.5',
    verdict: 'false_positive',
  },
  { sig: 'SMB brute force', prio: 2, ts: at('09:05'), src: '10.2.0.77', verdict: 'open' },
  { sig: 'Self-signed certificate', prio: 2, ts: at('08:00'), src: '10.2.0.9', verdict: 'open' },
  { sig: 'Speedtest was run', prio: 3, ts: at('07:30'), src: '10.2.0.21', verdict: 'open' },
];

/** Severity is a number that goes down as it gets worse, one detection was none, and a rule permits or not. */
export const portcullis: Stranger = {
  product: 'Portcullis NDR',
  area: 'security',
  habit: 'other units',
  tools: [
    {
      name: 'list_detections',
      description:
        'Security alerts of the last 24 hours. prio: 1 is critical, 2 is a warning, 3 is informational. verdict: open, or false_positive where an analyst dismissed it.',
      ...isReading,
      answer: () => inJson({ detections: DETECTIONS, count: DETECTIONS.length }),
    },
    {
      name: 'list_acl',
      description: 'The rules of the firewall, first match wins. permit false drops the traffic.',
      ...isReading,
      answer: () =>
        inJson({
          acl: [
            {
              seq: 10,
              note: 'Cameras stay in',
              permit: false,
              from: 'cams',
              to: 'any',
              enabled: true,
            },
            { seq: 20, note: 'DNS for all', permit: true, from: 'any', to: 'gw', enabled: true },
            { seq: 30, note: 'Old printer', permit: true, from: 'prn', to: 'lan', enabled: false },
          ],
        }),
    },
    {
      name: 'list_detection_signatures',
      ...isReading,
      answer: () => inJson({ signatures: [{ sid: 9001, sig: 'SMB brute force', prio: 2 }] }),
    },
    {
      name: 'dismiss_detection',
      isOffLimits: true,
      properties: { sig: { type: 'string' } },
      required: ['sig'],
      answer: () => inJson({ ok: true }),
    },
  ],
  world: {
    counts: { critical: 1, warning: 2, alert: 4, rule: 3, ban: 0, 'log line': 40 },
    rows: [...DETECTIONS.map(({ sig }) => sig), 'Cameras stay', 'DNS for', 'Old printer'],
    troubles: ['Beacon to', 'SMB brute', 'Self-signed'],
  },
  items: [
    says(/Security ! 1 critical: Beacon to/, '4', { about: 'critical' }),
    counts(2, 'warning', '4'),
    counts(4, 'alert', '4a', { habit: 'other nouns' }),
    lists(['Beacon to', 'SMB brute force', 'Self-signed'], '4a', { never: /! Speedtest/ }),
    says(/Beacon to/, 'home', { never: /Ransomware/ }),
    counts(3, 'rule', '4f', { habit: 'other nouns' }),
    lists(['block Cameras stay in', 'allow DNS for all', 'allow Old printer (off)'], '4f', {
      habit: 'other nouns',
    }),
  ],
};
