import {
  asksToReboot,
  HOME_ASSISTANT,
  JORGS_HANDY,
  KIDS_IPAD,
  opens,
  PIHOLE,
  PLEX,
  SONARR,
  shows,
} from './expectations.ts';
import { after, each, type Theme } from './row.ts';

const NAMES = [
  ...each(
    PLEX,
    'plex',
    'Plex',
    'PLEX!',
    'plex?',
    'plex 🙏',
    'the plex',
    '"plex"',
    '202',
    'lxc 202',
  ),
  ...each(
    HOME_ASSISTANT,
    'home assistant',
    'Home Assistant',
    'home-assistant',
    'home_assistant',
    'homeassistant',
    'HomeAssistant?',
    'vm 100',
    '100',
  ),
  ...each(PIHOLE, 'pihole', 'pi-hole', 'pi hole', 'Pi-Hole', '200'),
  ...each(KIDS_IPAD, 'kids-ipad', 'kids ipad', 'Kids iPad', "kid's ipad", 'kidsipad'),
  ...each(JORGS_HANDY, 'Jörgs Händy', 'jorgs handy', 'Joergs Haendy', 'jörgs-händy', 'JÖRGS HÄNDY'),
  ...each(SONARR, 'sonarr', 'Sonarr.', 'deployment sonarr', 'sonarr pod'),
  ...each(opens(/VM 104 nextcloud/), 'nextcloud', 'next cloud', 'Next-Cloud', '104'),
  ...each(opens(/VM 106 win11-test/), 'win11-test', 'win11 test', 'win11test', 'Win 11 test'),
  ...each(opens(/uptime-kuma/), 'uptime kuma', 'uptime_kuma', 'kuma'),
  ...each(opens(/immich-server/), 'immich server', 'immich'),
  ...each(opens(/pve1/), 'pve1', 'PVE1', 'node pve1'),
  ...each(opens(/k3s-1/), 'k3s-1', 'k3s 1', 'k3s1'),
  ...each(opens(/AP-Hall/), 'AP-Hall', 'ap hall', 'aphall'),
  ...each(opens(/USW-24/), 'usw 24', 'usw24'),
  ...each(opens(/living-room-tv/), 'living room tv', 'livingroom tv'),
  ...each(opens(/3d-printer/), '3d printer', '3D-Printer'),
];

const ADDRESSES = [
  ...each(KIDS_IPAD, '192.168.1.39', '192.168.1.39?', '02:a9:bd:f1:c1:d9', '02-A9-BD-F1-C1-D9'),
  ...each(opens(/jellyfin/), '192.168.1.241'),
  ...each(opens(/traefik/), '192.168.1.240'),
  ...each(opens(/media/, /sonarr|pods/), 'media', 'namespace media', 'ns media'),
  ...each(opens(/kube-system/, /coredns|pods/), 'kube-system', 'kube system'),
  ...each(opens(/\bnas\b/), 'nas'),
];

const ELSEWHERE = [
  after(['3', 'p'], 'home assistant', HOME_ASSISTANT),
  after(['4', 'l'], 'kids ipad', KIDS_IPAD),
  after(['2', 'v'], '202', PLEX),
  after(['kids-ipad'], '202', PLEX),
  after(['1', 'c'], '20', KIDS_IPAD),
  after(['5', 'why is plex slow'], 'sonarr', SONARR),
  after(['5', 'why is plex slow'], 'pihole', PIHOLE),
  after(['1', 'c', 'kids-ipad'], 'reboot plex', asksToReboot(/plex/)),
  after(['home assistant'], 'plex', PLEX),
  after(['2', 'n', '1'], 'pve2', shows(/pve2/)),
];

export const NAME_TEXTS: Theme = { name: 'names', rows: [...NAMES, ...ADDRESSES, ...ELSEWHERE] };
