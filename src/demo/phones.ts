import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import {
  HEALTH_MODES,
  type HealthMode,
  type Homelab,
  STAGED_FAULTS,
  type StagedFault,
} from './homelab-servers.ts';

/** A phone of the demo, and what to expect of it. */
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

/** One phone for everybody who may text, and one for somebody who may not. */
export function phonesOf(people: ReadonlyMap<PhoneNumber, keyof typeof ROLES>): DemoPhone[] {
  const known = [...people].map(([number, role]) => ({ number, ...ROLES[role] }));
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

/** The switch for what the homelab does when the relay asks it. */
export const homelabSwitch = (homelab: Homelab) => ({
  name: 'homelab',
  label: 'Homelab',
  hint: 'What the relay finds when it asks the imaginary homelab',
  value: HEALTH_MODES[0],
  options: [...HEALTH_MODES, ...STAGED_FAULTS].map((mood) => ({
    value: mood,
    label: LABELS[mood],
  })),
  apply(value: string): void {
    const trouble = STAGED_FAULTS.find((it) => it === value);
    const mood = trouble ? 'well' : HEALTH_MODES.find((it) => it === value);
    if (!mood) return;
    homelab.setMood(mood);
    homelab.stage(trouble);
  },
});
