import { type PhoneNumber, parsePhoneNumber } from '../core/phone-number.ts';
import { type Homelab, MOODS, type Mood } from './homelab.ts';

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

const LABELS: Readonly<Record<Mood, string>> = {
  well: 'answers',
  slow: 'takes 9 seconds, so answers come late',
  dead: 'is dead',
};

/** The switch for what the homelab does when the relay asks it. */
export const homelabSwitch = (homelab: Homelab) => ({
  name: 'homelab',
  label: 'Homelab',
  hint: 'What the relay finds when it asks the imaginary homelab',
  value: MOODS[0],
  options: MOODS.map((mood) => ({ value: mood, label: LABELS[mood] })),
  apply(value: string): void {
    const mood = MOODS.find((it) => it === value);
    if (mood) homelab.setMood(mood);
  },
});
