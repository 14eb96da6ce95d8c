import { counts, lists, type Stranger, says } from '../item.ts';
import { inJson } from '../unknown-server.ts';

const PAGE = 10;

/** Of 23 findings of the last day three are critical, one of them on the last page. */
const FINDINGS = Array.from({ length: 23 }, (_, index) => ({
  finding_id: `f-${index}`,
  rule_id: 5700 + index,
  rule_description:
    index === 22
      ? 'Rootkit found on nas'
      : index % 10 === 4
        ? `Root shell number ${index}`
        : `Login failed, try ${index}`,
  rule_level: index === 22 || index % 10 === 4 ? 13 : 8,
  agent_name: 'nas',
  detected_at: `2026-11-21T${String(11 - Math.floor(index / 3)).padStart(2, '0')}:${String(50 - index)}:00Z`,
}));

export const sentrybird: Stranger = {
  product: 'sentrybird',
  area: 'security',
  habit: 'pages',
  tools: [
    {
      name: 'list_findings',
      description: 'Security alerts that were raised, newest first.',
      properties: {
        offset: { type: 'integer', default: 0 },
        limit: { type: 'integer', default: PAGE, maximum: PAGE },
      },
      answer: ({ offset = 0 }) =>
        inJson({
          findings: FINDINGS.slice(Number(offset), Number(offset) + PAGE),
          pagination: { offset: Number(offset), limit: PAGE, total: FINDINGS.length },
        }),
    },
    { name: 'list_acknowledged_findings', answer: () => inJson({ findings: [] }) },
    {
      name: 'list_detection_rules',
      answer: () =>
        inJson({ rules: [{ id: 5700, rule_description: 'Login failed', action: 'block' }] }),
    },
  ],
  world: {
    counts: { critical: 3, warning: 20, alert: 23, rule: 11, ban: 2 },
    rows: ['Login failed', 'Root shell', 'Rootkit found'],
    troubles: ['Login failed', 'Root shell', 'Rootkit found'],
  },
  items: [
    says(/Security ! 3 critical/, '4', { about: 'critical' }),
    counts(20, 'warning', '4'),
    counts(23, 'alert', '4a', { habit: 'other nouns' }),
    lists(['Root shell number 4', 'Rootkit found on nas'], '4a', { habit: 'suffixed facts' }),
    says(/Root(?:kit| shell)/, 'home', { habit: 'suffixed facts' }),
    says(/3 critical/, 'home', { about: 'critical' }),
  ],
};
