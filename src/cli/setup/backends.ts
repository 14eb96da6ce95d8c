import type { VariableName } from '../../config/check.ts';
import type { SetupQuestion } from './questions.ts';

/** A way to connect an area, and the settings it needs. */
export interface ConnectionType {
  readonly label: string;
  readonly questions: readonly [SetupQuestion, ...SetupQuestion[]];
}

export interface Backend {
  readonly title: string;
  readonly ways: readonly ConnectionType[];
  /** True for security only, which may combine several tools. */
  readonly takesSeveral?: true;
}

const mcp = (address: VariableName, token: VariableName): ConnectionType => ({
  label: 'an MCP server',
  questions: [
    { name: address, asks: 'Address' },
    {
      name: token,
      asks: 'Bearer token (not shown; Enter: none)',
      isSecret: true,
      isOptional: true,
    },
  ],
});

const fingerprint = (name: VariableName): SetupQuestion => ({
  name,
  asks: 'SHA-256 fingerprint of its certificate (Enter: none; the log shows it)',
  isOptional: true,
});

const secret = (name: VariableName, asks: string): SetupQuestion => ({
  name,
  asks,
  isSecret: true,
});

export const BACKENDS: readonly Backend[] = [
  {
    title: 'Network',
    ways: [
      mcp('UNIFI_MCP_URL', 'UNIFI_MCP_TOKEN'),
      {
        label: "UniFi's own API (Network 9 or newer)",
        questions: [
          { name: 'UNIFI_URL', asks: 'Address of the console' },
          secret('UNIFI_API_KEY', 'API key, from Control Plane, Integrations (not shown)'),
          { name: 'UNIFI_SITE', asks: 'Site (Enter: the first one)', isOptional: true },
          fingerprint('UNIFI_FINGERPRINT'),
        ],
      },
    ],
  },
  {
    title: 'Proxmox',
    ways: [
      mcp('PROXMOX_MCP_URL', 'PROXMOX_MCP_TOKEN'),
      {
        label: "Proxmox VE's own API",
        questions: [
          { name: 'PROXMOX_URL', asks: 'Address of a node' },
          secret('PROXMOX_TOKEN', 'API token, USER@REALM!TOKENID=UUID (not shown)'),
          fingerprint('PROXMOX_FINGERPRINT'),
        ],
      },
    ],
  },
  {
    title: 'Kubernetes',
    ways: [
      mcp('K8S_MCP_URL', 'K8S_MCP_TOKEN'),
      {
        label: 'its own API, with a kubeconfig',
        questions: [
          { name: 'KUBECONFIG', asks: 'File', isPath: true },
          { name: 'KUBE_CONTEXT', asks: 'Context (Enter: the current one)', isOptional: true },
        ],
      },
    ],
  },
  {
    title: 'Security',
    takesSeveral: true,
    ways: [
      mcp('SECURITY_MCP_URL', 'SECURITY_MCP_TOKEN'),
      {
        label: 'CrowdSec',
        questions: [
          { name: 'CROWDSEC_URL', asks: 'Address of its local API' },
          {
            ...secret('CROWDSEC_API_KEY', 'Key of a bouncer, for bans (not shown; Enter: none)'),
            isOptional: true,
          },
          {
            name: 'CROWDSEC_MACHINE_ID',
            asks: 'Name of a machine, for alerts (Enter: none)',
            isOptional: true,
          },
          {
            ...secret('CROWDSEC_PASSWORD', "The machine's password (not shown; Enter: none)"),
            isOptional: true,
          },
        ],
      },
      {
        label: "Wazuh's manager (agents, logs)",
        questions: [
          { name: 'WAZUH_URL', asks: 'Address of the manager' },
          { name: 'WAZUH_USER', asks: 'User' },
          secret('WAZUH_PASSWORD', 'Password (not shown)'),
          fingerprint('WAZUH_FINGERPRINT'),
        ],
      },
      {
        label: "Wazuh's indexer (alerts)",
        questions: [
          { name: 'WAZUH_INDEXER_URL', asks: 'Address of the indexer' },
          { name: 'WAZUH_INDEXER_USER', asks: 'User' },
          secret('WAZUH_INDEXER_PASSWORD', 'Password (not shown)'),
          fingerprint('WAZUH_INDEXER_FINGERPRINT'),
        ],
      },
    ],
  },
];
