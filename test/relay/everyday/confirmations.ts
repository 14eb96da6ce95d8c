import {
  asksToBlock,
  asksToReboot,
  asksToUnblock,
  DROPPED,
  done,
  NOTHING_WAITS,
  STATE,
  STILL_WAITS,
  shows,
} from './expectations.ts';
import { after, each, type Theme } from './row.ts';

const NO = [
  ...each(NOTHING_WAITS, 'no', 'No.', 'NO', 'nope', 'no thanks', 'NO!', 'nein'),
  after(['plex', '1'], 'no', NOTHING_WAITS),
  after(['reboot plex', 'no'], 'no', NOTHING_WAITS),
  after(['reboot plex'], 'no', DROPPED),
  after(['reboot plex'], 'No!', DROPPED),
  after(['reboot plex'], 'no thanks', DROPPED),
  after(['reboot plex'], 'nope', DROPPED),
  after(['reboot plex'], 'never mind', DROPPED),
  after(['reboot plex'], 'forget it', DROPPED),
  after(['reboot plex'], "don't", DROPPED),
];

const UNCLEAR = [
  after(['reboot plex'], 'ok', STILL_WAITS),
  after(['reboot plex'], 'sure', STILL_WAITS),
  after(['reboot plex'], 'do it', STILL_WAITS),
  after(['reboot plex'], 'yes please', STILL_WAITS),
  after(['reboot plex'], 'go ahead', STILL_WAITS),
  after(['reboot plex'], 'OK 000000', { has: [/not the code|wrong/i] }),
  after(['reboot plex'], '000000', { has: [/not the code|wrong/i] }),
  after(['reboot plex'], 'pods', shows(/47 pods/)),
  after(['reboot plex'], 'reboot frigate', asksToReboot(/frigate/)),
  after(['reboot plex', 'no'], '{code}', { has: [/nothing|no question|no action/i] }),
  ...each({ has: [/nothing|no question|no action/i] }, 'OK 123456', '123456'),
];

/** These change the house, so that each has a thing of its own. */
const DEEDS = [
  after(['kick plug-lamp'], '{code}', done(/plug-lamp/)),
  after(['kick plug-coffee'], 'OK {code}', done(/plug-coffee/)),
  after(['kick e-reader'], 'ok {code}.', done(/e-reader/)),
  after(['block roomba'], '{code}', done(/roomba/)),
  after(['block nintendo switch'], 'Ok {code}!', done(/nintendo-switch/)),
  after(['block attic-tv', 'OK {code}'], 'unblock attic-tv', asksToUnblock(/attic-tv/)),
  after(
    ['block baby-monitor', 'OK {code}'],
    'unblock the baby monitor',
    asksToUnblock(/baby-monitor/),
  ),
  after(['block garden cam', 'OK {code}', 'unblock garden-cam'], '{code}', done(/garden-cam/)),
  after(['block washing-machine', 'OK {code}'], 'thanks', { most: 40 }),
  after(['block dishwasher', 'no'], 'block dishwasher', asksToBlock(/dishwasher/)),
  after(['reboot mqtt'], '{code}', done(/mqtt|sent/i)),
  after(['restart mealie'], '{code}', done(/mealie|sent/i)),
  after(['restart freshrss'], 'OK {code}', done(/freshrss|sent/i)),
  after(['start win11-test'], '{code}', done(/win11-test|sent/i)),
  after(['reboot uptime kuma', 'OK {code}'], 'status', STATE),
];

export const CONFIRMATIONS: Theme = { name: 'confirmations', rows: [...NO, ...UNCLEAR] };
export const DEED_TEXTS: Theme = { name: 'changes', rows: DEEDS, changesHouse: true };
