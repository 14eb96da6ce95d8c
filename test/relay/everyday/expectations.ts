import type { Expectation, Mark } from './row.ts';

const MENU: readonly Mark[] = ['1) Network', '2) Proxmox', '4) Security'];
const NEAR_MISS = /Text 1\b/;
const CODE = /\bOK \d{6}\b/;

/** The state of the house in the first line, and the entries of the menu. */
export const HOME: Expectation = {
  has: [/^[^\n]*\bNet\b[^\n]*\bSec\b/, ...MENU],
  lacks: [/^"/, /^No "/, NEAR_MISS],
};

/** The state of the house and the menu, and no guess. */
export const AT_A_LOSS: Expectation = {
  has: [/\bNet\b.*\bSec\b/, ...MENU],
  lacks: [NEAR_MISS, CODE],
};

/** The same after a line about the text: nobody shall believe that it was understood. */
export const LOST: Expectation = { ...AT_A_LOSS, lacks: [NEAR_MISS, CODE, /^(?:DEMO )?(?:OK|!)/] };

/** The state of the house in the first line, wherever the reply leads besides. */
export const STATE: Expectation = { has: [/\bNet\b.*\bSec\b/], lacks: [NEAR_MISS] };

const EXAMPLE = /\b(?:reboot|restart|start|shutdown|block|scale|kick|ban) [a-z0-9][a-z0-9.-]{2,}/i;

/** Says what can be texted, with the example of an action. */
export const HELP: Expectation = { has: [EXAMPLE], lacks: [/^No "/, NEAR_MISS] };

/** Explains the screen it is asked on, with the example of an action. */
export const explains = (...marks: Mark[]): Expectation => ({ has: [...marks, EXAMPLE] });

/** What names this thing or list, and not the menu in its place. */
export const shows = (...marks: Mark[]): Expectation => ({
  has: marks,
  lacks: ['1) Network', NEAR_MISS],
});

export const NETWORK = shows(/^(?:DEMO )?(?:! )?Network\b/);
export const NETWORK_DETAILS = shows(/WAN in/);
export const CLIENTS = shows(/\d+ clients/, /Number opens/, /\bpve1\b/);
export const GEAR = shows(/AP-Hall/, /AP-Attic/);
export const PROXMOX = shows(/Proxmox/, /\d+ nodes/, /\d+ VMs/);
export const PROXMOX_DETAILS = shows(/pve1 up/, /CPU/);
export const GUESTS = shows(/\d+ VMs/, /win11-test|home-assistant/);
export const PROXMOX_NODES = shows(/\bpve1\b/, /\bpve2\b/);
export const STORAGE = shows(/\bnas\b|\blocal\b|disk/i, /\d ?%/);
export const BACKUPS = shows(/backup/i);
export const K8S = shows(/K8s/, /\d+ pods/);
export const PODS = shows(/\d+ pods/, /coredns|Number opens/);
export const SERVICES = shows(/\d+ services/);
export const EVENTS = shows(/events/, /K8s/);
export const K8S_NODES = shows(/k3s-1/, /k3s-2/);
export const NAMESPACES = shows(/kube-system/, /longhorn-system/);
export const SECURITY = shows(/^(?:DEMO )?(?:! )?Security\b/);
export const SECURITY_ALERTS = shows(/failed SSH|\d+ alerts/, /Security/);
export const SECURITY_LOG = shows(/Security log|handshake/);
export const FIREWALL = shows(/Firewall/, /rules|allow/);
export const BANS = shows(/\bbans?\b|banned/i);
/** Rows to choose from, one in each of two areas. */
export const choiceOf = (...marks: Mark[]): Expectation => shows(/^1\W/m, /^2\W/m, ...marks);

/** The thing of this name, or a list of things with it. */
export const opens = (name: Mark, ...marks: Mark[]): Expectation => ({
  has: [name, ...marks],
  lacks: ['1) Network', NEAR_MISS, CODE, /^Nothing is/],
});

export const PLEX = opens(/LXC 202 plex|Found "plex"/, /running/);
export const HOME_ASSISTANT = opens(/VM 100 home-assistant/);
export const PIHOLE = opens(/LXC 200 pihole/);
export const KIDS_IPAD = opens(/Client kids-ipad/);
export const JORGS_HANDY = opens(/Client J(?:ö|oe?)rgs H(?:ä|ae?)ndy/);
export const SONARR = opens(/sonarr/i, /1\/1|[Rr]unning/);

/** A near miss: what it could have meant, one text away. */
export const offers = (name: Mark): Expectation => ({ has: [name, NEAR_MISS], lacks: [CODE] });

/** Something was meant that asks for an action: offered, or asked for at once. */
export const offersOrAsks = (name: Mark): Expectation => ({ has: [name, /Text 1\b|OK \d{6}/] });

export const NO_GUESS: Expectation = { lacks: [NEAR_MISS, CODE] };

/** Asks for a confirmation of an action on this thing. */
const asks = (deed: RegExp, name: Mark): Expectation => ({
  has: [CODE, name, deed],
  lacks: ['1) Network', NEAR_MISS],
});

export const asksToReboot = (name: Mark) => asks(/reboot/i, name);
export const asksToRestart = (name: Mark) => asks(/restart|roll/i, name);
export const asksToShutDown = (name: Mark) => asks(/shut ?down/i, name);
export const asksToPowerOff = (name: Mark) => asks(/power off|cut|hard|kill/i, name);
export const asksToStart = (name: Mark) => asks(/power on|start/i, name);
export const asksToBlock = (name: Mark) => asks(/\bblock/i, name);
export const asksToUnblock = (name: Mark) => asks(/unblock|let .* back/i, name);
export const asksToKick = (name: Mark) => asks(/kick|reconnect/i, name);
export const asksToBan = (name: Mark) => asks(/\bban/i, name);
export const asksToScale = (name: Mark, to: number) =>
  asks(new RegExp(`scale[^?]*\\bto ${to}\\b`, 'i'), name);

/** Nothing is confirmed by this, and what waits still waits. */
export const STILL_WAITS: Expectation = { has: [/\bOK\b/, /\bNO\b|code|\d{6}/] };
export const DROPPED: Expectation = { has: [/dropped|nothing was done/i], lacks: [CODE] };
export const NOTHING_WAITS: Expectation = {
  has: [/nothing|no question|not waiting/i],
  lacks: [/^DEMO Found/m, CODE],
};

/** It was done or is on its way; the reply names it. */
export const done = (...marks: Mark[]): Expectation => ({
  has: marks,
  lacks: [CODE, /^"/, /code/i, NEAR_MISS],
});

/** Small talk costs one short line, or nothing. */
export const SHORT: Expectation = { most: 40, lacks: [/Text OK/, NEAR_MISS, '1) Network'] };
export const SILENT: Expectation = { silent: true };

/** Not offered to somebody who may not. */
export const REFUSED: Expectation = {
  has: [/may not|only look|not allowed|cannot|viewer/i],
  lacks: [CODE, /R\)e/],
};

/** Something found for a question, and how to ask one. */
export const found = (...marks: Mark[]): Expectation => ({
  has: [...marks, /\bask\b|Claude|ANTHROPIC_API_KEY/i],
  lacks: [CODE],
});
