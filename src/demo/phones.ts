import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import type { Person } from '../people/person.ts';
import {
  HEALTH_MODES,
  type HealthMode,
  type Homelab,
  STAGED_FAULTS,
  type StagedFault,
} from './homelab-servers.ts';

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

const LABELS: Readonly<Record<HealthMode | StagedFault, string>> = {
  well: 'answers',
  slow: 'takes 9 seconds, so answers come late',
  dead: 'is dead',
  'guest-stopped': 'answers, nextcloud has stopped',
  'deployment-off': 'answers, jellyfin is at 0 pods',
  'backup-failed': 'answers, a backup of vaultwarden has failed',
  'storage-full': 'answers, the storage nas is full',
  'access-point-down': 'answers, an access point is away',
  'critical-alert': 'answers, there is a critical alert',
};

/** The switch for the behaviour of the homelab. */
export const homelabSwitch = (homelab: Homelab) => ({
  name: 'homelab',
  label: 'Homelab',
  hint: 'How the imaginary homelab answers the relay',
  value: HEALTH_MODES[0],
  options: [...HEALTH_MODES, ...STAGED_FAULTS].map((mode) => ({
    value: mode,
    label: LABELS[mode],
  })),
  apply(value: string): void {
    const fault = STAGED_FAULTS.find((it) => it === value);
    const mode = fault ? 'well' : HEALTH_MODES.find((it) => it === value);
    if (!mode) return;
    homelab.setHealthMode(mode);
    homelab.stage(fault);
  },
});
