import {
  asksToReboot,
  NO_GUESS,
  offers,
  offersOrAsks,
  opens,
  PLEX,
  PROXMOX,
  shows,
} from './expectations.ts';
import { after, each, type Theme } from './row.ts';

const OFFERED = [
  ...each(offers(/nextcloud/i), 'nextclod', 'nexcloud', 'nextcluod', 'is nextcloudd running?'),
  ...each(offers(/plex/i), 'plx', 'pelx', 'plexx'),
  ...each(offers(/jellyfin/i), 'jelyfin', 'jellifin', 'jellyfinn'),
  ...each(offers(/proxmox/i), 'proxmx', 'promox', 'proxmos'),
  ...each(offers(/network/i), 'netwrok', 'nework'),
  ...each(offers(/k8s|kubernetes/i), 'kubernets', 'kuberntes'),
  ...each(offers(/security/i), 'secuirty', 'securty'),
  ...each(offers(/firewall/i), 'fierwall'),
  ...each(offers(/clients/i), 'cleints'),
  ...each(offers(/home-assistant/i), 'home asistant', 'hoem assistant', 'homeasistant'),
  ...each(offers(/vaultwarden/i), 'valtwarden'),
  ...each(offers(/sonarr/i), 'sonnarr'),
  ...each(offers(/frigate/i), 'frigatte'),
  ...each(offers(/grafana/i), 'graphana'),
  ...each(offers(/minecraft/i), 'mincraft'),
  ...each(offers(/wireguard/i), 'wiregaurd', 'is wiregaurd up?'),
];

/** The beginning of a name is offered, or opens it. */
const BEGINNINGS = [
  ...each({ has: [/sonarr/] }, 'sonar'),
  ...each({ has: [/vaultwarden/] }, 'vaultwarde', 'vault'),
  ...each({ has: [/Firewall/i], lacks: [/^"/] }, 'firewal'),
  ...each({ has: [/nextcloud/i], lacks: [/^"/] }, 'nextcloud1', 'nextcl'),
];

const MISSPELLED_VERBS = [
  ...each(offersOrAsks(/plex/), 'rebot plex', 'reboott plex', 'restrat plex', 'reboot plx'),
  ...each(offersOrAsks(/nextcloud/i), 'reboot nextclod'),
  ...each(offersOrAsks(/kids-ipad/), 'blok kids-ipad', 'block kids-ipd'),
];

const TAKEN = [
  after(['nextclod'], '1', opens(/VM 104 nextcloud/)),
  after(['jelyfin'], '1', opens(/jellyfin/)),
  after(['proxmx'], '1', PROXMOX),
  after(['plx'], '1)', PLEX),
  after(['3', 'p', 'secuirty'], '1', shows(/Security/)),
  after(['rebot frigate'], 'reboot frigate', asksToReboot(/frigate/)),
];

const NO_MISSES = each(
  NO_GUESS,
  'now',
  'port',
  'cool',
  'none',
  'code',
  'ping',
  'next',
  'mode',
  'note',
);

export const NEAR_MISSES: Theme = {
  name: 'near misses',
  rows: [...OFFERED, ...BEGINNINGS, ...MISSPELLED_VERBS, ...TAKEN, ...NO_MISSES],
};
