import {
  readClusterEvent,
  readClusterNode,
  readDeployment,
  readName,
  readNodeUsage,
  readPod,
  readService,
} from '../../vendor-records/k8s.ts';
import { readClient, readDevice, readNetworkAlert } from '../../vendor-records/network.ts';
import { readGuest, readProxmoxNode, readStorage } from '../../vendor-records/proxmox.ts';
import { readLogLine, readRule, readSecurityAlert } from '../../vendor-records/security.ts';
import type { Read } from '../../vendor-records/skip.ts';
import type { AreaOfServer } from './area-of-server.ts';
import type { ListName } from './profile.ts';

const asIs = (record: unknown): unknown => record;

/** The lists that the screens of each area are made of, in the order in which the area asks for them. */
export const LISTS_OF_AREA: Readonly<
  Record<AreaOfServer, readonly (readonly [ListName, Read<unknown>])[]>
> = {
  network: [
    ['devices', readDevice],
    ['clients', readClient],
    ['alerts', readNetworkAlert],
    ['uplink', asIs],
  ],
  proxmox: [
    ['nodes', readProxmoxNode],
    ['guests', readGuest],
    ['quorum', asIs],
    ['storages', readStorage],
  ],
  k8s: [
    ['namespaces', readName],
    ['pods', readPod],
    ['nodes', readClusterNode],
    ['usage', readNodeUsage],
    ['services', readService],
    ['events', readClusterEvent],
    ['deployments', readDeployment],
  ],
  security: [
    ['alerts', readSecurityAlert],
    ['logs', readLogLine],
    ['rules', readRule],
  ],
};
