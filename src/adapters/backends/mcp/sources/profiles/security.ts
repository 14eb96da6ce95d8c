import type { Profile } from '../profile.ts';

/** Wazuh, CrowdSec, and firewalls. */
export const SECURITY_PROFILES: readonly Profile[] = [
  {
    name: 'wazuh',
    area: 'security',
    detect: { tools: ['get_wazuh_alerts'] },
    lists: {
      alerts: [
        {
          tool: 'get_wazuh_alerts',
          args: { limit: 100, level: '7+', timestamp_start: 'now-24h' },
          path: 'data.affected_items',
          max: 100,
        },
      ],
      logs: [
        {
          tool: 'get_wazuh_manager_error_logs',
          args: { limit: 50 },
          path: 'data.affected_items',
        },
      ],
    },
    answers: {
      status: {
        tool: 'get_wazuh_alert_summary',
        args: { time_range: '24h', group_by: 'rule.level' },
        map: `(
          $levels := $each(data.groups, function($count, $level) {
            { "level": $number($level), "count": $count }
          });
          {
            "critical": $sum($levels[level >= 12].count),
            "warnings": $sum($levels[level >= 7 and level < 12].count)
          }
        )`,
      },
    },
  },
  {
    name: 'mcp-server-wazuh',
    area: 'security',
    detect: { tools: ['get_wazuh_alert_summary'], without: ['get_wazuh_alerts'] },
    lists: { alerts: [{ tool: 'get_wazuh_alert_summary', args: { limit: 100 }, max: 100 }] },
  },
  {
    name: 'crowdsec-ops',
    area: 'security',
    detect: { tools: ['recent_crowdsec_alerts'] },
    lists: {
      alerts: [{ tool: 'recent_crowdsec_alerts', path: 'alerts' }],
      rules: [{ tool: 'recent_crowdsec_decisions' }],
    },
  },
  {
    name: 'opnsense',
    area: 'security',
    detect: { tools: ['opn_system_status'] },
    lists: {
      alerts: [{ tool: 'opn_crowdsec_alerts' }],
      logs: [{ tool: 'opn_firewall_log', args: { limit: 50 } }],
      rules: [{ tool: 'opn_list_firewall_rules' }],
    },
  },
  {
    name: 'pfsense',
    area: 'security',
    detect: { tools: ['search_firewall_rules'] },
    lists: {
      logs: [{ tool: 'get_firewall_log' }],
      rules: [{ tool: 'search_firewall_rules' }],
    },
  },
];
