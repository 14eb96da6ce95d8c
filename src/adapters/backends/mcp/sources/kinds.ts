import type { ListName } from './profile.ts';

/** One kind of the things in a list, which some servers have a list of its own for. */
export interface ItemKind {
  /** As people say. */
  readonly label: string;
  readonly nouns: readonly string[];
  /** Words that stand before the noun of the whole list: `wireless` before `clients`. */
  readonly adjectives?: readonly string[];
  /** Facts that are true of every item in such a list. */
  readonly assumed: string;
}

const KINDS: Partial<Readonly<Record<ListName, readonly ItemKind[]>>> = {
  guests: [
    {
      label: 'VMs',
      nouns: ['vms', 'vm', 'machines', 'machine', 'qemu', 'kvm', 'qemus', 'kvms', 'domains'],
      assumed: 'vm',
    },
    {
      label: 'LXC',
      nouns: ['lxc', 'lxcs', 'containers', 'container', 'cts', 'ct'],
      assumed: 'lxc',
    },
  ],
  devices: [
    { label: 'gateways', nouns: ['gateways', 'gateway', 'routers', 'router'], assumed: 'gateway' },
    { label: 'switches', nouns: ['switches'], assumed: 'switch' },
    { label: 'APs', nouns: ['aps', 'ap', 'accesspoints', 'points'], assumed: 'access-point' },
  ],
  clients: [
    { label: 'wired clients', nouns: [], adjectives: ['wired', 'ethernet'], assumed: 'wired' },
    {
      label: 'wifi clients',
      nouns: [],
      adjectives: ['wireless', 'wifi', 'wlan'],
      assumed: 'wireless',
    },
  ],
};

/** The kinds that a list is made of; none where it is of one piece. */
export const kindsOf = (name: ListName): readonly ItemKind[] => KINDS[name] ?? [];

/** The only kind that such words are about; nothing when they are about all of them. */
export function kindIn(name: ListName, words: readonly string[], head: string | undefined) {
  return kindsOf(name).find(
    ({ nouns, adjectives = [] }) =>
      (head !== undefined && nouns.includes(head)) || adjectives.some((it) => words.includes(it)),
  );
}

/** The names of the items of a list, or of one of its kinds. */
export const nounsOf = (name: ListName, nouns: readonly string[]): readonly string[] => [
  ...nouns,
  ...kindsOf(name).flatMap((kind) => kind.nouns),
];
