import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { AreaWatch } from '../../src/alerts/area-watch.ts';
import { advanceWatch } from '../../src/alerts/looks.ts';
import type { AreaLook } from '../../src/operation/area-look.ts';
import type { Problem } from '../../src/operation/problem.ts';
import { MINUTE } from '../support/fake-clock.ts';

type Seen = Omit<Problem, 'opens'>;
export type AnsweredLook = Extract<AreaLook, { isSilent: false }>;

const ABOUT = { area: 'proxmox', label: 'Proxmox' } as const;

export const NAS: Seen = {
  ...{ subject: 'proxmox/storage/nas', name: 'nas', state: '97% full' },
  severity: 'warning',
};

export const PLEX: Seen = {
  ...{ subject: 'proxmox/guest/104', name: 'plex', state: 'stopped' },
  severity: 'critical',
};

export const SILENT: AreaLook = { ...ABOUT, isSilent: true };

/** A look that shows these problems and sees everything else. */
export const whole = (...problems: readonly Seen[]): AnsweredLook => ({
  ...{ ...ABOUT, isSilent: false, problems, isWhole: true },
});

/** A look that shows these problems, and does not see everything. */
export const partial = (gap: string | undefined, ...problems: readonly Seen[]): AnsweredLook => ({
  ...whole(...problems),
  ...{ isWhole: false, gap },
});

/** The looks at one area, one a minute; the state is stored as text between any two of them. */
export function lookSeries({ looks = 2, start = 0 } = {}) {
  let stored: string | undefined;
  let now = start;
  const mayBeOff = new Set<string>();
  const events: AlertEvent[] = [];

  /** Takes looks one after another, and returns what the last of them reported. */
  function take(...series: readonly AreaLook[]): readonly AlertEvent[] {
    let latest: readonly AlertEvent[] = [];
    for (const look of series) {
      now += MINUTE;
      const before = stored === undefined ? undefined : AreaWatch.parse(JSON.parse(stored));
      const rules = { now, looks, isExpectedOff: (subject: string) => mayBeOff.has(subject) };
      const step = advanceWatch(before, look, rules);
      stored = JSON.stringify(step.watch);
      latest = step.events;
      events.push(...latest);
    }
    return latest;
  }

  return { take, events, mayBeOff, state: () => stored, now: () => now };
}
