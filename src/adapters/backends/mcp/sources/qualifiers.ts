import { kindsOf } from './kinds.ts';
import type { ListName } from './profile.ts';

/** Words that make a list another one, or a narrower one, than its noun says. */
const UNFIT: ReadonlySet<string> = new Set(
  `abandoned acked acknowledged allowed archived available backup backups banned blacklisted blocked
   broken candidate candidates cached closed completed config configs configuration configurations
   cordoned crashing crashloop crashlooping critical degraded deleted denied disabled disconnected down
   draft drained enabled error errors erroring evicted excluded expired failed failing faulty favorite
   filtered finished firmware former forgotten full guest healthy high history historical
   idle ignored images inactive invalid isolated known latency limits locked low maintenance metrics
   migrated missing muted new notready offline old oomkilled orphaned outdated overloaded past paused
   pending pinned powered previous privileged profile profiles quarantined quota recommended rejected
   removed replicas reserved resolved restarted restarting restarts rogue rootless running scheduled
   schema settings silenced slow snapshot snapshots stale stats statistics stopped stuck suspended
   suspicious system tagged template templates terminated terminating throttled top total unacknowledged
   unadopted unauthorized unavailable unhealthy unknown unprivileged unreachable unready unresolved
   unscheduled unused update updates upgradable upgrade upgrades usage vip visible vulnerable`.split(
    /\s+/,
  ),
);

/** Words that fit one list all the same: only those who are connected are clients. */
const FITS: Partial<Readonly<Record<ListName, RegExp>>> = {
  clients: /^(?:active|associated|connected|current|dhcp|online)$/,
  alerts:
    /^(?:active|current|events?|falco|ids|intrusions?|ips|latest|notable|open|recent|snort|suricata|system|threats?|unresolved)$/,
  events: /^(?:latest|recent|system)$/,
  logs: /^(?:latest|recent|system)$/,
  rules: /^(?:active|banned|blocked|jailed|blacklisted|denied|filter|firewall|ip|acl|waf)$/,
  services: /^(?:cluster)$/,
  guests: /^(?:system)$/, // as containers of LXC are called
};

/** Words that leave a list as it is. */
const NEUTRAL: ReadonlySet<string> = new Set(
  `access esx esxi hyperv incus libvirt opnsense pfsense vcenter vsphere xcp all any assets cluster clusters compute controller current data datacenter detail detailed
   details every everything fail2ban full get home homelab host house info information infra infrastructure
   inventory json k3s k8s kube kubectl kubernetes kvm lab list listing managed mcp my namespaced adopted 
   network now nodes organization organizations our overview physical proxmox pve resource resources security server siem site
   snapshot state status summary tables the topology ubnt ufw unifi v1 v2 v3 virtual vmware wazuh`.split(
    /\s+/,
  ),
);

/** Words that nobody listed say by their form that they pick some out: `dismissed`, `unpatched`, `restartable`. */
const PICKS_OUT =
  /(?:[a-z]{2}ed|[a-z]{2}ing|(?<!^[tc])able|ible|(?<!^wire)less|only)$|^(?:un|non|mis|dis|over|under)[a-z]{3}/;

const isParticular = (word: string): boolean => UNFIT.has(word) || PICKS_OUT.test(word);

/** `searched` is whole where nothing is searched for, as far as the answer counts what was found. */
export type Fitness = 'whole' | 'searched' | 'narrow' | 'unfit';

const SEARCHES = /^(?:search|find|query)$/;

/** Returns whether a tool with such words in its name returns the whole list, perhaps a part of it, or another one. */
export function fitnessOf(name: ListName, qualifiers: readonly string[]): Fitness {
  const fits = (word: string): boolean => FITS[name]?.test(word) === true;
  const ofKinds = new Set(kindsOf(name).flatMap(({ adjectives = [] }) => adjectives));
  const others = qualifiers.filter(
    (word) => !NEUTRAL.has(word) && !fits(word) && !ofKinds.has(word),
  );
  if (others.some(isParticular)) return 'unfit';
  if (others.length > 0 && others.every((word) => SEARCHES.test(word))) return 'searched';
  return others.length === 0 ? 'whole' : 'narrow';
}

/** Is true for a word that narrows a list in a way that fits it. */
export const isFitting = (name: ListName, word: string): boolean => FITS[name]?.test(word) === true;

/** Is true for a word behind the noun that only qualifies it: `alerts_open`. */
export const isAdjective = (name: ListName | undefined, word: string): boolean =>
  isParticular(word) || (name !== undefined && isFitting(name, word));
