import { CLIENTS, explains, HELP, PLEX, PODS } from './expectations.ts';
import { after, each, nowAndLater, type Theme } from './row.ts';

const WORDS = each(
  HELP,
  'commands',
  'command list',
  'Commands?',
  'what can you do',
  'what can you do?',
  'what can i do here',
  'what can i text you',
  'what do i do',
  '??',
  '???',
  '?',
  'how does this work',
  'How does this work?',
  'how do i use this',
  'how to use',
  'help me',
  'help please',
  'i need help',
  'instructions',
  'manual',
  'usage',
  'options',
  'what are my options',
  'what is this',
  'examples',
);

const SCREENS = [
  after(['hi'], '?', explains('STOP', 'CANCEL', 'END', 'QUIT', 'START')),
  after(['2'], '?', explains(/details/i, /VMs/, /nodes/i)),
  after(['3'], '?', explains(/pods/i, /services/i, /events/i)),
  after(['4'], '?', explains(/alerts/i, /logs/i, /firewall/i)),
  after(['1'], '?', explains(/details/i, /alerts/i, /clients/i)),
  after(['2', 'v'], '?', explains(/number/i, /back/i)),
  after(['plex', '1'], '?', explains(/reboot/i, /shut ?down/i, /power off/i)),
  after(['home assistant'], '?', explains(/reboot home-assistant|R\)eboot/i)),
  after(['kids-ipad'], '?', explains(/block/i, /kick/i)),
  after(['sonarr', '1'], '?', explains(/scale/i, /restart/i)),
  after(['reboot plex'], '?', { has: [/plex/, /\bOK\b/, /reboot/i] }),
  after(['block kids-ipad'], '?', { has: [/kids-ipad/, /\bOK\b/, /block/i] }),
  after(['1', 'c', '+'], '?', explains(/\+/, /back/i)),
  after(['2'], 'what can i do here?', HELP),
  after(['plex', '1'], 'commands', HELP),
  after(['?'], 'plex', PLEX),
  after(['?'], 'pods', PODS),
  after(['commands'], 'clients', CLIENTS),
];

export const HELP_TEXTS: Theme = { name: 'help', rows: [...nowAndLater(WORDS), ...SCREENS] };
