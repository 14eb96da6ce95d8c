import type { Stranger } from './item.ts';
import { clusterglass } from './k8s/clusterglass.ts';
import { driftwood } from './k8s/driftwood.ts';
import { helmsman } from './k8s/helmsman.ts';
import { kubelens } from './k8s/kubelens.ts';
import { paddock } from './k8s/paddock.ts';
import { podwatch } from './k8s/podwatch.ts';
import { starling } from './k8s/starling.ts';
import { tableturner } from './k8s/tableturner.ts';
import { airtower } from './network/airtower.ts';
import { bifrost } from './network/bifrost.ts';
import { gatepost } from './network/gatepost.ts';
import { lanternfish } from './network/lanternfish.ts';
import { meshwarden } from './network/meshwarden.ts';
import { plainfield } from './network/plainfield.ts';
import { burrow } from './proxmox/burrow.ts';
import { corral } from './proxmox/corral.ts';
import { herdbook } from './proxmox/herdbook.ts';
import { lanyard } from './proxmox/lanyard.ts';
import { pasture } from './proxmox/pasture.ts';
import { rackwise } from './proxmox/rackwise.ts';
import { stallmaster } from './proxmox/stallmaster.ts';
import { bouncerbook } from './security/bouncerbook.ts';
import { fencepost } from './security/fencepost.ts';
import { moatkeeper } from './security/moatkeeper.ts';
import { nightjar } from './security/nightjar.ts';
import { sentrybird } from './security/sentrybird.ts';
import { wardenlog } from './security/wardenlog.ts';

/** Servers of invented products, which no profile knows. */
export const STRANGERS: readonly Stranger[] = [
  ...[airtower, bifrost, gatepost, lanternfish, meshwarden, plainfield],
  ...[burrow, corral, herdbook, lanyard, pasture, rackwise, stallmaster],
  ...[clusterglass, driftwood, helmsman, kubelens, paddock, podwatch, starling, tableturner],
  ...[bouncerbook, fencepost, moatkeeper, nightjar, sentrybird, wardenlog],
];
