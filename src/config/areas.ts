import { z } from 'zod';

/** The areas, with the words by which people name their servers. */
export const AREAS = {
  network: ['network', 'net', 'unifi'],
  proxmox: ['proxmox', 'pve'],
  k8s: ['k8s', 'kubernetes', 'kube', 'k3s'],
  security: ['security', 'wazuh', 'crowdsec', 'opnsense', 'pfsense'],
} as const;

export type AreaName = keyof typeof AREAS;

export const AREA_NAMES = ['network', 'proxmox', 'k8s', 'security'] as const;

export const areaName = z.enum(AREA_NAMES, `must be one of ${AREA_NAMES.join(', ')}`);

/** Returns the area that a server is named after, if any. */
export const areaNamedBy = (name: string): AreaName | undefined => {
  const words = name.toLowerCase().split(/[^a-z0-9]+/);
  return AREA_NAMES.find((area) => AREAS[area].some((word) => words.includes(word)));
};
