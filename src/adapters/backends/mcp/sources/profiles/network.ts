import type { ActionCall, Profile } from '../profile.ts';

/** Each tool wants an address, and the relay's confirmation as its own. */
const byMac = (name: string, tools: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(tools).map(([verb, tool]): [string, readonly ActionCall[]] => [
      verb,
      [{ tool, args: { [name]: '$mac', confirm: true } }],
    ]),
  );

/** UniFi. */
export const NETWORK_PROFILES: readonly Profile[] = [
  {
    name: 'sirkirby',
    area: 'network',
    detect: { tools: ['unifi_tool_index'] },
    // Its lists can be called by name even when it does not show them.
    lists: {
      devices: [{ tool: 'unifi_list_devices', args: { include_details: true }, path: 'devices' }],
      clients: [{ tool: 'unifi_list_clients', args: { limit: 1000 }, path: 'clients' }],
      alerts: [{ tool: 'unifi_list_alarms', path: 'alarms' }],
      uplink: [{ tool: 'unifi_get_network_health', path: 'health_summary' }],
    },
    ports: {
      tool: 'unifi_get_port_stats',
      args: { device_mac: '$mac' },
      path: 'details.port_table',
    },
    actions: {
      ...byMac('mac_address', {
        block: 'unifi_block_client',
        unblock: 'unifi_unblock_client',
        kick: 'unifi_force_reconnect_client',
        restart: 'unifi_reboot_device',
      }),
      cycle: [
        {
          tool: 'unifi_power_cycle_port',
          args: { device_mac: '$mac', port_idx: '#port', confirm: true },
        },
      ],
    },
  },
  {
    name: 'ames',
    area: 'network',
    detect: { tools: ['tool_index', 'tool_execute', 'tool_batch'] },
    through: { tool: 'tool_execute', name: 'tool_name', args: 'input' },
    lists: {
      devices: [{ tool: 'device_list' }],
      clients: [{ tool: 'client_list_active' }],
      alerts: [{ tool: 'alarm_list' }],
      uplink: [{ tool: 'stats_site_health' }],
    },
    ports: { tool: 'device_get', args: { mac: '$mac' }, map: 'port_table[]' },
    actions: {
      ...byMac('mac', {
        block: 'client_block',
        unblock: 'client_unblock',
        kick: 'client_reconnect',
        restart: 'device_restart',
      }),
      cycle: [{ tool: 'poe_power_cycle', args: { mac: '$mac', port_idx: '#port', confirm: true } }],
    },
  },
  {
    name: 'go-unifi-mcp',
    area: 'network',
    detect: { tools: ['tool_index', 'execute', 'batch'] },
    through: { tool: 'execute', name: 'tool', args: 'arguments' },
    lists: { devices: [{ tool: 'list_device' }], clients: [{ tool: 'list_client' }] },
  },
  {
    name: 'pproenca',
    area: 'network',
    detect: { tools: ['list_clients', 'get_device_stats', 'execute_action'] },
    lists: {
      devices: [{ tool: 'list_devices' }],
      clients: [{ tool: 'list_clients' }],
    },
    actions: {
      restart: [{ tool: 'device_action', args: { deviceId: '$device', action: 'RESTART' } }],
    },
  },
  {
    name: 'ry-ops-unifi',
    area: 'network',
    detect: { tools: ['unifi_health', 'get_quick_status'] },
    learn: { site: { tool: 'discover_sites', path: 'discovered_sites' } },
    lists: {
      clients: [
        { tool: 'list_active_clients', args: { site_id: '$site' }, path: 'active_clients' },
      ],
      alerts: [
        {
          tool: 'get_device_health',
          args: { site_id: '$site' },
          map: '[issues.{"message": $, "severity": "critical"}]',
        },
      ],
    },
    answers: {
      status: {
        tool: 'get_system_status',
        args: { site_id: '$site' },
        map: `{
          "devices": services.clients.active,
          "alerts": services.devices.offline
        }`,
      },
    },
  },
];
