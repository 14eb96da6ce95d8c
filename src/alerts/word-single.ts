import { formatDuration } from '../core/format.ts';
import { isActive } from './alert.ts';
import { activeMembers } from './alert-book.ts';
import type { Announcement } from './alert-text.ts';
import { ALERT_TIMING } from './alert-timing.ts';
import { blameOf, describeBlame } from './blame.ts';
import {
  codeOf,
  describeIncident,
  footerOf,
  listNames,
  nameOfRoot,
  type Wording,
  type WordingContext,
} from './describe-incident.ts';
import { fixOf } from './fixes.ts';
import { changesWithin } from './flapping.ts';
import type { Incident } from './incident.ts';

const FLAP_MS = ALERT_TIMING.flapWithin;

function wordOpen(context: WordingContext, incident: Incident): Wording {
  const again = incident.round > 1 ? `again (${incident.round}): ` : '';
  const mark = isUnknown(context, incident) ? '?' : '!';
  const [blame, fix] = [blameOf(incident), fixOf(incident)];
  const why = blame ? ` ${describeBlame(blame)}.` : '';
  return {
    body: `${mark} ${again}${describeIncident(context, incident, why)}`,
    footer: footerOf(incident, [
      ...(fix ? ['A=ack', 'D=details'] : ['A=ack', 'S=snooze 1h', 'D=details']),
      ...(fix ? [`FIX=${fix.label}`] : []),
    ]),
  };
}

const wordUpdate = (context: WordingContext, incident: Incident): Wording => ({
  body: `! ${codeOf(incident)}now: ${describeIncident(context, incident)}`,
  footer: footerOf(incident, ['A=ack', 'D=details']),
});

const wordNag = (context: WordingContext, incident: Incident): Wording => ({
  body: `! ${codeOf(incident)}still: ${describeIncident(context, incident)}`,
  footer: footerOf(incident, ['A=ack', 'S=snooze 1h']),
});

function wordFlapping(context: WordingContext, incident: Incident): Wording {
  const { time } = context;
  const changes = context.book
    .members(incident.id)
    .reduce((most, alert) => Math.max(most, changesWithin(alert, time.now(), FLAP_MS)), 0);
  return {
    body: `Flapping: ${nameOfRoot(context, incident)}, ${changes} changes in ${formatDuration(FLAP_MS / 1000)}. Quiet until it holds for that long.`,
    footer: footerOf(incident, ['C=mute', 'D=details']),
  };
}

function wordStale(context: WordingContext, incident: Incident): Wording {
  const active = activeMembers(context.book, incident.id);
  const seenAt = Math.max(...active.map((alert) => alert.seenAt));
  const age = context.time.formatAge(seenAt);
  return {
    body: `? ${codeOf(incident)}${nameOfRoot(context, incident)}: no news from ${incident.about.source} for ${age}. Was: ${incident.about.title}.`,
    footer: footerOf(incident, ['C=close', 'D=details']),
  };
}

const wordPassed = (context: WordingContext, incident: Incident): Wording => ({
  body: `! ${describeIncident(context, incident)}\n${context.nameOf(incident.passed?.by ?? '')} passes it to you.`,
  footer: footerOf(incident, ['A=I take it', 'D=details']),
});

function wordEscalated(context: WordingContext, incident: Incident): Wording {
  const [first] = Object.entries(incident.told).toSorted(([, a], [, b]) => a.firstAt - b.firstAt);
  const silent = first ? ` ${context.nameOf(first[0])} has not answered.` : '';
  return {
    body: `! ${describeIncident(context, incident)}${silent}`,
    footer: footerOf(incident, ['A=I take it', 'D=details']),
  };
}

const wordTaken = (context: WordingContext, incident: Incident): Wording => ({
  body: `${context.nameOf(incident.response?.by ?? '')} has ${incident.code ?? 'it'} (${nameOfRoot(context, incident)}).`,
});

/** Words the end of an incident, and what is left of it. */
function wordOver(context: WordingContext, incident: Incident): Wording {
  const { book, time } = context;
  const members = book.members(incident.id);
  const at = incident.clearSince ?? incident.closedAt ?? time.now();
  const took = formatDuration(Math.max(0, at - incident.startedAt) / 1000);
  const left = incident.leftOver === undefined ? undefined : book.incident(incident.leftOver);
  const more = members.length > 1 ? ` and ${members.length - 1} more` : '';
  const { name, title } = incident.about;
  const trouble = name === title ? '' : ` (${title})`;
  const body = `${codeOf(incident)}ok ${time.formatTime(at)}: ${nameOfRoot(context, incident)}${more} after ${took}${trouble}.`;
  if (!left) return { body };
  const names = listNames(activeMembers(book, left.id));
  return {
    body: `${body}\nNot back: ${names}${left.code === undefined ? '' : `, now ${left.code}`}.`,
    footer: footerOf(left, ['A=ack', 'D=details']),
  };
}

const WORDS: Readonly<
  Record<Announcement['story'], (context: WordingContext, incident: Incident) => Wording>
> = {
  open: wordOpen,
  update: wordUpdate,
  nag: wordNag,
  flapping: wordFlapping,
  stale: wordStale,
  passed: wordPassed,
  taken: wordTaken,
  escalated: wordEscalated,
  over: wordOver,
};

/** Words what is to be told of one incident. */
export const wordSingle = (context: WordingContext, { incident, story }: Announcement): Wording =>
  WORDS[story](context, incident);

const isUnknown = ({ book }: WordingContext, { id }: Incident): boolean =>
  book
    .members(id)
    .filter(isActive)
    .every(({ state }) => state === 'nodata');
