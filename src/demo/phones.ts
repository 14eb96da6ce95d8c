import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import type { Person } from '../people/person.ts';
import { HEALTH_MODES, type HealthMode, type Homelab } from './homelab-servers.ts';
import { STAGED_FAULTS, type StagedFault } from './staged-faults.ts';

/** A phone of the demo; `hint` says what it may do. */
interface DemoPhone {
  readonly number: PhoneNumber;
  readonly name: string;
  readonly hint: string;
}

const ROLES = {
  operator: { name: 'Owner', hint: 'may look and act' },
  viewer: { name: 'Viewer', hint: 'may only look' },
} as const;

const STRANGER = { name: 'Stranger', hint: 'on no list, gets no answer' };

/** Returns one phone for each allowed person, and one for a stranger. */
export function phonesOf(people: readonly Person[]): DemoPhone[] {
  const known = people.map(({ addresses: [{ number }], role }) => ({ number, ...ROLES[role] }));
  const stranger = parsePhoneNumber('+15550100099');
  return stranger.ok ? [...known, { number: stranger.value, ...STRANGER }] : known;
}

const ANSWERS: Readonly<Record<HealthMode, string>> = {
  well: 'at once',
  slow: 'after 9 seconds, so that yours come late',
  dead: 'not at all',
};

const NOTHING = 'nothing' as const;

const BREAKS: Readonly<Record<typeof NOTHING | StagedFault, string>> = {
  nothing: 'nothing',
  'guest-stopped': 'a guest: nextcloud stops',
  'pod-crashing': 'a pod: jellyfin crashes again and again',
  'switch-down': 'the switch, and all that is behind it',
  'wan-down': 'the internet connection',
  everything: 'everything: eight faults at once',
  'deployment-off': 'a deployment: jellyfin has no pods',
  'backup-failed': 'a backup: the one of vaultwarden fails',
  'storage-full': 'a storage: nas is full',
  'access-point-down': 'an access point: AP-Attic is away',
  'critical-alert': 'security: somebody logs in as root',
};

/** The switches for the behaviour of the homelab. */
export const homelabSwitches = (homelab: Homelab) => [
  {
    name: 'homelab',
    label: 'Homelab answers',
    hint: 'How the imaginary homelab answers the relay',
    value: HEALTH_MODES[0],
    options: HEALTH_MODES.map((value) => ({ value, label: ANSWERS[value] })),
    apply(value: string): void {
      const mode = HEALTH_MODES.find((it) => it === value);
      if (mode) homelab.setHealthMode(mode);
    },
  },
  {
    name: 'breaks',
    label: 'What breaks',
    hint: 'Until you choose something else, or nothing',
    value: NOTHING,
    options: ([NOTHING, ...STAGED_FAULTS] as const).map((value) => ({
      value,
      label: BREAKS[value],
    })),
    apply(value: string): void {
      homelab.stage(STAGED_FAULTS.find((it) => it === value));
    },
  },
];
