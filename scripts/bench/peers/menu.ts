import { PEOPLE } from '../account.ts';

interface Screen {
  readonly text: string;
  readonly help: string;
}

/** The screens that the relay shows for the demo homelab at the same two steps, and the home screen. */
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

const locations = new Map<string, string>();

export const isAllowed = (from: unknown): from is string =>
  typeof from === 'string' && PEOPLE.includes(from);

/** Takes one step through the menu and stores the new location. */
export function step(from: string, body: string): string {
  const words = body.trim().toLowerCase();
  const here = locations.get(from) ?? 'home';
  const isHelp = words === '?';
  const location = isHelp ? here : words in SCREENS ? words : 'home';
  locations.set(from, location);
  const screen = SCREENS[location];
  return (isHelp ? screen?.help : screen?.text) ?? '';
}
