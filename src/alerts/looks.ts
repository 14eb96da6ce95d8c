import type { AreaLook } from '../operation/area-look.ts';
import { describeProblem, type Problem, worstFirst } from '../operation/problem.ts';
import type { AlertEvent } from './alert-event.ts';
import type { AreaWatch, WatchedProblem } from './area-watch.ts';
import { isProvenGone } from './proven-gone.ts';

/** The source of all alerts about the areas of the relay. */
const SELF = 'self';

export interface LookRules {
  /** Epoch milliseconds of the look. */
  readonly now: number;
  /** The number of looks that make a problem an alert, or end one. */
  readonly looks: number;
  /** Returns true for a subject that its owner allows to be off. */
  readonly isExpectedOff: (subject: string) => boolean;
}

/** The state of the watch after a look, and what the look changed. */
export interface WatchStep {
  readonly watch: AreaWatch;
  readonly events: readonly AlertEvent[];
}

type Shown = Pick<WatchedProblem, 'key' | 'subject' | 'title' | 'severity' | 'count' | 'gap'>;

interface ProblemStep {
  /** Missing when it is over. */
  readonly problem?: WatchedProblem;
  readonly event?: AlertEvent;
}

/** Advances the watch of an area by one look. The first look of all only shows how things are. */
export function advanceWatch(
  watch: AreaWatch | undefined,
  look: AreaLook,
  rules: LookRules,
): WatchStep {
  const shown = new Map(shownBy(look).map((problem) => [problem.key, problem]));
  const known = new Map(watch?.problems.map((problem) => [problem.key, problem]));
  const phase = isBaseline(watch, look) ? 'baseline' : 'pending';

  function step(key: string): ProblemStep {
    const before = known.get(key);
    const now = shown.get(key);
    if (rules.isExpectedOff(key)) return before ? waive(before, look.area, rules) : {};
    if (now) return see(knownOf(before, now) ?? begin(now, phase, rules), now, look.area, rules);
    if (!before) return {};
    return isProvenGone(before, look) ? miss(before, look.area, rules) : { problem: before };
  }

  const steps = [...new Set([...shown.keys(), ...known.keys()])].map(step);
  return {
    watch: {
      area: look.area,
      hasAnswered: (watch?.hasAnswered ?? false) || !look.isSilent,
      problems: steps.flatMap(({ problem }) => problem ?? []),
    },
    events: steps.flatMap(({ event }) => event ?? []),
  };
}

/** Problems count as there before until the first answer; the silence of an area only at the very first look. */
const isBaseline = (watch: AreaWatch | undefined, look: AreaLook): boolean =>
  watch === undefined || (!look.isSilent && !watch.hasAnswered);

/** Returns the problem as it is known; one that was there before and has become more is another. */
function knownOf(before: WatchedProblem | undefined, { count = 0 }: Shown) {
  const isMore = before?.phase === 'baseline' && count > (before.count ?? 0);
  return isMore ? undefined : before;
}

/** Returns the problems that a look shows, the worst first, several of one subject as one; of a silent area only that it is silent. */
function shownBy(look: AreaLook): readonly Shown[] {
  if (look.isSilent) {
    const { area, label } = look;
    return [{ key: area, subject: label, title: 'no answer', severity: 'critical' }];
  }
  const { gap } = look;
  const bySubject = Map.groupBy(look.problems, ({ subject }) => subject);
  return [...bySubject].map(([key, problems]) => ({ key, ...joinProblems(problems), gap }));
}

function joinProblems(problems: readonly Omit<Problem, 'opens'>[]) {
  const [worst, ...others] = worstFirst(problems);
  if (!worst) throw new Error('a subject without a problem');
  const { name, state, severity } = worst;
  const counts = problems.flatMap(({ count }) => count ?? []);
  const states = others.map((it) => (it.name === name ? it.state : describeProblem(it)));
  return {
    ...{ subject: name, title: [state, ...states].join(', '), severity },
    count: counts.length > 0 ? counts.reduce((sum, count) => sum + count) : undefined,
  };
}

const begin = (shown: Shown, phase: WatchedProblem['phase'], { now }: LookRules) => ({
  ...{ ...shown, phase, since: now },
  ...{ seen: 0, gone: 0 },
});

/** Counts a look that showed the problem. It is reported when it begins to count, and when its words change after that. */
function see(
  before: WatchedProblem,
  shown: Shown,
  area: string,
  { looks }: LookRules,
): ProblemStep {
  const { goneSince: _, ...rest } = before;
  const seen = Math.min(before.seen + 1, looks);
  const counts = before.phase === 'firing' || (before.phase === 'pending' && seen >= looks);
  const phase = counts ? 'firing' : before.phase;
  const problem: WatchedProblem = { ...rest, ...shown, phase, seen, gone: 0 };
  const isNews = counts && (before.phase !== 'firing' || isChanged(before, shown));
  return { problem, ...(isNews && { event: eventOf(problem, area, 'firing') }) };
}

const isChanged = (before: WatchedProblem, { subject, title, severity }: Shown): boolean =>
  before.subject !== subject || before.title !== title || before.severity !== severity;

/** Counts a look that proved the problem gone. One that was not reported yet is forgotten at once. */
function miss(before: WatchedProblem, area: string, { now, looks }: LookRules): ProblemStep {
  const goneSince = before.goneSince ?? now;
  const problem: WatchedProblem = { ...before, gone: before.gone + 1, goneSince };
  if (before.phase === 'pending') return {};
  if (problem.gone < looks) return { problem };
  if (before.phase === 'baseline') return {};
  return { event: { ...eventOf(before, area, 'resolved'), endedAt: goneSince } };
}

/** Ends a problem that its owner allows, without waiting for a look that proves it gone. */
function waive(before: WatchedProblem, area: string, { now }: LookRules): ProblemStep {
  if (before.phase !== 'firing') return {};
  return { event: { ...eventOf(before, area, 'resolved'), endedAt: now, isWaived: true } };
}

const eventOf = (
  { key, subject, title, severity, since }: WatchedProblem,
  area: string,
  state: 'firing' | 'resolved',
): AlertEvent => ({
  ...{ source: SELF, key, state, severity, subject, title, startedAt: since },
  ...(key !== area && { parents: [area] }),
});
