import type { FirewallRule } from '../areas/security/security.ts';

/** The rules of the demo firewall, in the order in which they apply. */
export const FIREWALL_RULES: readonly FirewallRule[] = [
  { name: 'Allow established', action: 'allow', enabled: true },
  { name: 'Drop invalid', action: 'block', enabled: true, from: 'wan' },
  { name: 'WireGuard', action: 'allow', enabled: true, from: 'wan', to: 'udp 51820' },
  { name: 'HTTPS to proxy', action: 'allow', enabled: true, from: 'wan', to: 'nginx-proxy 443' },
  { name: 'Plex from outside', action: 'allow', enabled: false, from: 'wan', to: 'plex 32400' },
  { name: 'Block bad countries', action: 'block', enabled: true, from: 'geo list', to: 'any' },
  { name: 'CrowdSec bans', action: 'block', enabled: true, from: 'crowdsec list', to: 'any' },
  { name: 'IoT to internet', action: 'allow', enabled: true, from: 'iot', to: 'wan' },
  { name: 'IoT to LAN', action: 'reject', enabled: true, from: 'iot', to: 'lan' },
  { name: 'Cameras stay home', action: 'block', enabled: true, from: 'cameras', to: 'wan' },
  { name: 'LAN to Home Assistant', action: 'allow', enabled: true, from: 'lan', to: '8123' },
  { name: 'Guests to internet', action: 'allow', enabled: true, from: 'guest', to: 'wan' },
  { name: 'Guests to house', action: 'reject', enabled: true, from: 'guest', to: 'lan' },
  { name: 'Drop the rest', action: 'block', enabled: true, from: 'wan', to: 'any' },
];
