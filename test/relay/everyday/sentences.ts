import {
  asksToBan,
  asksToBlock,
  asksToKick,
  asksToPowerOff,
  asksToReboot,
  asksToRestart,
  asksToScale,
  asksToShutDown,
  asksToStart,
  found,
  GEAR,
  HOME_ASSISTANT,
  JORGS_HANDY,
  KIDS_IPAD,
  NETWORK_DETAILS,
  opens,
  PIHOLE,
  PLEX,
  REFUSED,
  SONARR,
  STATE,
  shows,
} from './expectations.ts';
import { after, asViewer, each, questions, type Theme } from './row.ts';

const NAMES = [
  ...each(
    PLEX,
    'is plex up?',
    'is plex up',
    'is Plex running?',
    'plex up?',
    'plex status',
    'status of plex',
  ),
  ...each(
    PLEX,
    'how is plex',
    "how's plex doing?",
    'check plex',
    'show me plex',
    'plex down?',
    'is plex ok',
  ),
  ...each(
    HOME_ASSISTANT,
    'is home assistant up?',
    'home assistant status',
    'is home-assistant ok?',
  ),
  ...each(PIHOLE, 'is the pi-hole running?', 'pihole working?', 'pls check pi hole'),
  ...each(KIDS_IPAD, 'is the kids ipad online?', 'where is kids-ipad', 'kids ipad connected?'),
  ...each(JORGS_HANDY, 'ist Jörgs Händy da?'),
  ...each(SONARR, 'is sonarr working', 'hows sonarr', 'sonarr ok?'),
  ...each(opens(/VM 104 nextcloud/), 'did nextcloud stop?', 'nextcloud is down?', 'open nextcloud'),
  ...each(opens(/LXC 203 vaultwarden/), 'is vaultwarden up', 'hey is vaultwarden running??'),
  ...each(opens(/VM 110 minecraft/), 'is minecraft server up', 'minecraft server'),
  ...each(opens(/pve2/), 'is pve2 alive?', 'how is node pve2'),
  ...each(opens(/printer/), 'is the printer online'),
  ...each(opens(/win11-test/), 'win11 test running?'),
  ...each(NETWORK_DETAILS, 'is the internet working', 'is internet up?', 'is the internet down?'),
  ...each(GEAR, 'is the wifi ok?', 'is wifi up', 'is the wifi down'),
  ...each(shows(/allow|rules/), 'show me the firewall'),
];

const REBOOTS = [
  ...each(
    asksToReboot(/plex/),
    'reboot plex',
    'Reboot Plex',
    'restart plex',
    'Restart plex!',
    'plex reboot',
  ),
  ...each(
    asksToReboot(/plex/),
    'plex restart',
    'can you restart plex please',
    'please reboot plex',
  ),
  ...each(
    asksToReboot(/plex/),
    'could you reboot plex?',
    'pls restart plex',
    'reboot the plex server',
  ),
  ...each(
    asksToReboot(/plex/),
    'reboot 202',
    'restart lxc 202',
    'reboot plex now',
    'reboot plex 🙏',
  ),
  ...each(asksToReboot(/home-assistant/), 'reboot home assistant', 'restart Home Assistant please'),
  ...each(
    asksToReboot(/home-assistant/),
    'i want to restart home assistant',
    'home assistant reboot',
  ),
  ...each(asksToReboot(/pihole/), 'restart pi-hole', 'restart the pi hole'),
  ...each(
    asksToRestart(/sonarr/),
    'restart sonarr',
    'reboot sonarr',
    'can you restart sonarr',
    'sonarr restart',
  ),
  ...each(asksToRestart(/AP-Hall/), 'restart AP-Hall', 'reboot ap hall'),
];

const OTHER_DEEDS = [
  ...each(asksToShutDown(/plex/), 'stop plex', 'turn off plex', 'shut down plex', 'shutdown plex'),
  ...each(
    asksToShutDown(/plex/),
    'turn plex off',
    'please shut plex down',
    'plex shutdown',
    'switch off plex',
  ),
  ...each(asksToShutDown(/minecraft/), 'shut down minecraft', 'Stop the minecraft server'),
  ...each(asksToPowerOff(/plex/), 'kill plex', 'power off plex', 'Power plex off', 'poweroff plex'),
  ...each(asksToPowerOff(/frigate/), 'kill frigate', 'force stop frigate'),
  ...each(
    asksToStart(/win11-test/),
    'power on win11-test',
    'start win11-test',
    'turn on win11-test',
  ),
  ...each(
    asksToStart(/win11-test/),
    'turn win11 test on',
    'start win11 test please',
    'boot win11-test',
  ),
  ...each(asksToScale(/sonarr/, 0), 'scale sonarr to 0', 'scale sonarr 0', 'Scale sonarr to 0.'),
  ...each(
    asksToScale(/sonarr/, 2),
    'scale sonarr to 2',
    'scale sonarr 2',
    'can you scale sonarr to 2',
  ),
  ...each(
    asksToBlock(/kids-ipad/),
    'block kids-ipad',
    'block the kids ipad',
    'block kids ipad please',
  ),
  ...each(asksToBlock(/kids-ipad/), 'can you block the kids ipad?', 'kids ipad block'),
  ...each(
    asksToKick(/kids-ipad/),
    'kick kids-ipad',
    'kick the kids ipad',
    'kick kids ipad off the wifi',
  ),
  ...each(asksToBan(/203\.0\.113\.5\b/), 'ban 203.0.113.5', 'please ban 203.0.113.5'),
  ...each(
    opens(/win11-test/, /stopped|off/),
    'turn off win11-test',
    'reboot win11-test',
    'stop win11 test',
  ),
  ...each({ has: [/plex/, /runs|running|up|already/i] }, 'start plex', 'power on plex'),
];

const ELSEWHERE = [
  after(['2', 'v'], 'restart plex', asksToReboot(/plex/)),
  after(['3', 'p'], 'is plex up?', PLEX),
  after(['kids-ipad'], 'can you restart plex please', asksToReboot(/plex/)),
  after(['plex', '1'], 'restart', asksToReboot(/plex/)),
  after(['plex', '1'], 'restart it', asksToReboot(/plex/)),
  after(['plex', '1'], 'turn it off', asksToShutDown(/plex/)),
  after(['home assistant'], 'reboot it please', asksToReboot(/home-assistant/)),
  after(['kids-ipad'], 'block it', asksToBlock(/kids-ipad/)),
  after(['5', 'why is plex slow'], 'restart plex', asksToReboot(/plex/)),
  after(['5', 'why is plex slow'], 'is plex up?', PLEX),
];

const VIEWERS = asViewer(
  ...each(REFUSED, 'reboot plex', 'can you restart plex please', 'kill plex', 'block kids-ipad'),
  after(['plex'], '1', { has: [/LXC 202 plex/], lacks: [/R\)|S\)|X\)/] }),
  ...each({ has: [/kids-ipad/], lacks: [/Block|Kick/] }, 'kids-ipad'),
  after(['plex', '1'], '?', { lacks: [/R\)e|S\)h|X\)/, /OK \d{6}/, /\breboot plex\b/] }),
);

const QUESTIONS = [
  ...questions('paid', [
    ...each(found(), 'when did i last change the router password', 'should i buy more ram'),
    ...each(
      found(/plex/),
      'why is plex so slow today?',
      'how much memory did plex use last night?',
    ),
    ...each(found(/home-assistant/), 'why is home assistant down'),
    ...each(found(/sonarr/), 'what could make sonarr crash at night'),
    ...each(found(/nextcloud/), 'explain why nextcloud restarted yesterday'),
  ]),
  ...questions('either', [
    ...each(STATE, 'why is everything so slow', 'did anything happen tonight?'),
    ...each(opens(/backup/i), 'did the backups run last night?', 'when was the last backup'),
    ...each(
      opens(/\bnas\b|disk|storage/i, /%/),
      'how full is the storage',
      'how full are the disks?',
    ),
    ...each(opens(/clients/), 'how many devices are online?', 'who is on my wifi'),
  ]),
];

export const SENTENCES: Theme = { name: 'sentences', rows: [...NAMES, ...ELSEWHERE] };
export const ACTIONS: Theme = { name: 'actions', rows: [...REBOOTS, ...OTHER_DEEDS, ...VIEWERS] };
export const QUESTION_TEXTS: Theme = { name: 'questions', rows: QUESTIONS };
