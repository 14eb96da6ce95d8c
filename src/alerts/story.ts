import { idOf, isActive } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { AlertSeverity } from './alert-event.ts';
import type { AlertTiming } from './alert-timing.ts';
import { unansweredBy } from './audience.ts';
import type { Decision } from './decision.ts';
import { lastChangeOf } from './flapping.ts';
import { type Incident, type IncidentState, type LastText, stateOf } from './incident.ts';
import { isUnderMaintenance } from './maintenance.ts';

/** The next thing to tell about an incident. */
export type Story = LastText['story'];

type StoryContext = Pick<Decision, 'book' | 'now' | 'timing' | 'holds'>;

const RANK: Readonly<Record<AlertSeverity, number>> = { info: 0, warning: 1, critical: 2 };

/** The news that somebody else takes care of it is of no use later. */
const TAKEN_NEWS_MS = 5 * 60_000;

const NEVER_TOLD: ReadonlySet<IncidentState> = new Set(['pending', 'muted']);
const NOT_TOLD_NOW: ReadonlySet<IncidentState> = new Set(['recovering', 'snoozed']);

/** Returns what somebody does not know yet of an incident and should; `undefined` when that is nothing. */
export function storyFor(
  context: StoryContext,
  incident: Incident,
  person: string,
): Story | undefined {
  const told = incident.told[person];
  const state = stateOf(incident);
  if (state === 'closed') return closingStory(incident, told);
  if (isSilent(context, incident)) return undefined;
  if (incident.flappingSince !== undefined) return flappingStory(context, incident, told);
  if (NOT_TOLD_NOW.has(state)) return undefined;
  if (isPassedTo(incident, person, told)) return 'passed';
  const isNews = !told || told.round < incident.round || told.story === 'over';
  if (isNews) return state === 'acked' ? undefined : firstStory(context, incident, person);
  if (told.story === 'flapping') return 'open';
  return takenStory(context, incident, person, told) ?? progressStory(context, incident, told);
}

const firstStory = (context: StoryContext, incident: Incident, person: string): Story =>
  unansweredBy(context, incident, person) === undefined ? 'open' : 'escalated';

/** The end is told to those who heard of the trouble, and to nobody else. */
const closingStory = ({ ending }: Incident, told: LastText | undefined): Story | undefined =>
  told && told.story !== 'over' && ending === 'recovered' ? 'over' : undefined;

const isSilent = (context: StoryContext, incident: Incident): boolean =>
  NEVER_TOLD.has(stateOf(incident)) ||
  isQuietEvent(context, incident) ||
  isUnderMaintenance(context, incident);

/** Mere information is never texted, and neither is an event that is only a warning. */
function isQuietEvent({ book }: StoryContext, { id, severity }: Incident): boolean {
  if (severity === 'critical') return false;
  return severity === 'info' || book.members(id).every(({ state }) => state === 'info');
}

function flappingStory(
  { book, now, timing }: StoryContext,
  { id, flappingSince, severity }: Incident,
  told: LastText | undefined,
): Story | undefined {
  if (told?.flappingSince !== flappingSince) return 'flapping';
  const isDown = book.members(id).some(isActive);
  const isHeld = now - lastChangeOf(book.members(id)) >= timing.flapDown;
  return severity === 'critical' && isDown && isHeld && told?.story === 'flapping'
    ? 'open'
    : undefined;
}

const isPassedTo = ({ passed }: Incident, person: string, told: LastText | undefined): boolean =>
  passed?.to === person && passed.at > (told?.at ?? 0);

function takenStory(
  { now }: StoryContext,
  { response }: Incident,
  person: string,
  told: LastText,
): Story | undefined {
  const isTaken = response?.is === 'acked' && response.by !== person && response.at > told.at;
  return isTaken && now - response.at < TAKEN_NEWS_MS ? 'taken' : undefined;
}

function progressStory(
  context: StoryContext,
  incident: Incident,
  told: LastText,
): Story | undefined {
  const { now, timing } = context;
  if (now - told.at >= timing.update && isWorse(context, incident, told)) return 'update';
  const state = stateOf(incident);
  if (state === 'stale') return told.story === 'stale' ? undefined : 'stale';
  if (state !== 'open') return undefined;
  if (incident.resumedAt !== undefined && incident.resumedAt > told.at) return 'nag';
  return incident.severity === 'critical' && now >= nextNag(told, timing) ? 'nag' : undefined;
}

function isWorse(
  { book }: StoryContext,
  { id, severity, root }: Incident,
  told: LastText,
): boolean {
  if (RANK[severity] > RANK[told.severity]) return true;
  const active = activeMembers(book, id);
  if (active.length >= 2 * told.size) return true;
  // Another root matters when it explains the one that was told, and not when that has only recovered.
  return told.root !== root && active.some((alert) => idOf(alert) === told.root);
}

/** Returns the number of reminders after one at that time: those that an answer kept back are not made up for. */
export function nagsAt(
  { nags, firstAt }: Pick<LastText, 'nags' | 'firstAt'>,
  now: number,
  timing: Pick<AlertTiming, 'nags'>,
): number {
  return Math.max(nags + 1, timing.nags.filter((pause) => firstAt + pause <= now).length);
}

function nextNag({ nags, firstAt, at }: LastText, { nags: pauses, lastNag }: AlertTiming): number {
  const pause = pauses[nags];
  return pause === undefined ? at + lastNag : firstAt + pause;
}
