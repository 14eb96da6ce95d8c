import type { ToolList } from '../client/tool-list.ts';
import type { AreaOfServer } from './area-of-server.ts';
import { CONTRACT } from './contract.ts';
import type { Profile } from './profile.ts';
import { K8S_PROFILES } from './profiles/k8s.ts';
import { NETWORK_PROFILES } from './profiles/network.ts';
import { PROXMOX_PROFILES } from './profiles/proxmox.ts';
import { SECURITY_PROFILES } from './profiles/security.ts';

const PROFILES: readonly Profile[] = [
  ...NETWORK_PROFILES,
  ...PROXMOX_PROFILES,
  ...K8S_PROFILES,
  ...SECURITY_PROFILES,
];

/** The kind of a server: it implements the sms-relay contract, has a profile, or is unknown. */
export type ServerKind = 'contract' | 'unknown' | Profile;

/** `contract`, `unknown` or the name of a profile. */
export const kindName = (kind: ServerKind): string => (typeof kind === 'string' ? kind : kind.name);

/** Names of servers prove little: libraries fork, and put their own in. The tools together do. */
export function detect({ tools }: ToolList, area: AreaOfServer, wanted?: string): ServerKind {
  const ofArea = PROFILES.filter((profile) => profile.area === area);
  if (wanted === 'contract') return 'contract';
  if (wanted === 'generic') return 'unknown';
  const named = ofArea.find(({ name }) => name === wanted);
  if (named) return named;

  const names = namesOf(tools);
  return ofArea.find(fits(names)) ?? (obeys(names, area) ? 'contract' : 'unknown');
}

/** The profile of a server that belongs to no area. */
export const detectProfile = ({ tools }: ToolList, wanted?: string): Profile | undefined =>
  PROFILES.find(wanted === undefined ? fits(namesOf(tools)) : ({ name }) => name === wanted);

const namesOf = (tools: ToolList['tools']): ReadonlySet<string> =>
  new Set(tools.map(({ name }) => name));

const fits =
  (names: ReadonlySet<string>) =>
  ({ detect: { tools: must, without = [] } }: Profile): boolean =>
    must.every((name) => names.has(name)) && !without.some((name) => names.has(name));

/** A server with the contract's summary tool and half of its other tools implements the contract. */
function obeys(names: ReadonlySet<string>, area: AreaOfServer): boolean {
  const promised: Readonly<Record<string, { readonly tool: string }>> = CONTRACT[area];
  const tools = Object.values(promised).map(({ tool }) => tool);
  const kept = tools.filter((tool) => names.has(tool));
  return names.has(CONTRACT[area].status.tool) && kept.length * 2 >= tools.length;
}

/** The names a person may ask for by `profile:`. */
export const profileNames = (area: AreaOfServer): readonly string[] => [
  ...PROFILES.filter((profile) => profile.area === area).map(({ name }) => name),
  'contract',
  'generic',
];
