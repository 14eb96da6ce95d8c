import type { Environment } from './environment.ts';

type Name = keyof typeof Environment.shape;

/** The address that a secret is sent to: a variable, and its default. */
interface Destination {
  readonly variable: Name;
  readonly fallback?: string;
}

/** The variables that may refer to a secret; those without a destination are sent nowhere. */
export const SECRET_VARIABLES: Readonly<Partial<Record<Name, Destination | undefined>>> = {
  TWILIO_AUTH_TOKEN: { variable: 'TWILIO_API_URL', fallback: 'https://api.twilio.com' },
  UNIFI_MCP_TOKEN: { variable: 'UNIFI_MCP_URL' },
  PROXMOX_MCP_TOKEN: { variable: 'PROXMOX_MCP_URL' },
  K8S_MCP_TOKEN: { variable: 'K8S_MCP_URL' },
  SECURITY_MCP_TOKEN: { variable: 'SECURITY_MCP_URL' },
  UNIFI_API_KEY: { variable: 'UNIFI_URL' },
  PROXMOX_TOKEN: { variable: 'PROXMOX_URL' },
  CROWDSEC_API_KEY: { variable: 'CROWDSEC_URL' },
  CROWDSEC_PASSWORD: { variable: 'CROWDSEC_URL' },
  WAZUH_PASSWORD: { variable: 'WAZUH_URL' },
  WAZUH_INDEXER_PASSWORD: { variable: 'WAZUH_INDEXER_URL' },
  ANTHROPIC_API_KEY: { variable: 'ANTHROPIC_BASE_URL', fallback: 'https://api.anthropic.com' },
  TOTP_SECRET: undefined,
  METRICS_TOKEN: undefined,
  API_KEY: undefined,
  HEARTBEAT_URL: undefined,
};

/** Returns the address that the secret of a variable is sent to, if there is one. */
export function destinationOf(destination: Destination | undefined, given: NodeJS.ProcessEnv) {
  const address = destination && (given[destination.variable] ?? destination.fallback);
  return address === undefined ? undefined : (URL.parse(address.trim()) ?? undefined);
}

/** Lists of two secrets while they are rotated; each may be a reference of its own. */
export const LISTS: ReadonlySet<string> = new Set<Name>(['TWILIO_AUTH_TOKEN']);

/** Returns true for variables that may refer to a secret; the last two are read before any stored one, so only to a file. */
export const mayRefer = (name: string): boolean =>
  name in SECRET_VARIABLES || name === 'RELAY_SECRET_KEY' || name === 'DATABASE_URL';
