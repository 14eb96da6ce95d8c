import { PEOPLE } from '../account.ts';

interface Screen {
  readonly text: string;
  readonly help: string;
}

/** What the relay shows of the demo's house at the same two steps, and home. */
const SCREENS: Readonly<Record<string, Screen>> = {
  home: {
    text: 'OK. Net 47 dev, PVE 3/3, K8s 47 pods, Sec 2 warn\n1) Network  2) Proxmox  3) K8s  4) Security\n? for help',
    help: 'sms-relay: text 1 or net, 2 or pve, 3 or k8s, 4 or sec.\nAnywhere: b back, m menu.',
  },
  '2': {
    text: 'Proxmox OK. 3 nodes, 12 VMs, 8 LXC.\nCPU 23%  RAM 64%  Disk 71%\nD)etails  V)Ms  N)odes',
    help: 'Proxmox: text d Details, v or vm, n Nodes.\nAnywhere: a name like plex finds it, a number opens a row, + more, b back, m menu.\nD)etails  V)Ms  N)odes',
  },
};

const places = new Map<string, string>();

export const isAllowed = (from: unknown): from is string =>
  typeof from === 'string' && PEOPLE.includes(from);

/** One step through the menu, and the place that is remembered. */
export function step(from: string, body: string): string {
  const words = body.trim().toLowerCase();
  const here = places.get(from) ?? 'home';
  const isHelp = words === '?';
  const place = isHelp ? here : words in SCREENS ? words : 'home';
  places.set(from, place);
  const screen = SCREENS[place];
  return (isHelp ? screen?.help : screen?.text) ?? '';
}
