import { formatCount, formatDuration } from '../core/format.ts';
import type { LocalTime } from '../core/local-time.ts';
import { type Alert, idOf, isActive, nameOf } from './alert.ts';
import { type AlertBook, activeMembers } from './alert-book.ts';
import type { AlertText, Announcement } from './alert-text.ts';
import { ALERT_TIMING } from './alert-timing.ts';
import { blameOf, describeBlame } from './blame.ts';
import { fixOf } from './fixes.ts';
import { changesWithin } from './flapping.ts';
import { type Incident, OWN_SOURCE } from './incident.ts';
import { shortenName } from './shorten-name.ts';

/** A text to somebody; the footer is never cut. */
export interface Wording {
  readonly body: string;
  readonly footer?: string | undefined;
}

interface Context {
  readonly book: AlertBook;
  readonly time: LocalTime;
  /** The last outage of the internet. */
  readonly outage?: { readonly from: number; readonly to: number } | undefined;
  /** Names a person. */
  readonly nameOf: (id: string) => string;
  /** Returns true for an alert about something imaginary. */
  readonly isDemo: (source: string, alert: string) => boolean;
}

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const FLAP_MS = ALERT_TIMING.flapWithin;
const MAX_NAMED = 4;

/** Words a text about alerts; one about something imaginary says so first. */
export function wordText(context: Context, text: AlertText): Wording {
  const { body, footer } = wordReal(context, text);
  const isDemo = text.items.some(({ incident }) =>
    context.isDemo(incident.about.source, incident.root),
  );
  return { body: isDemo ? `DEMO ${body}` : body, footer };
}

function wordReal(context: Context, { kind, items }: AlertText): Wording {
  const [first] = items;
  if (kind === 'digest') return wordDigest(context, items);
  if (kind === 'outage') return wordAfterOutage(context, items);
  if (kind === 'maintenance') return wordAfterMaintenance(context, items);
  if (kind === 'merged' || !first || items.length > 1) return wordMerged(context, items);
  return wordSingle(context, first);
}

function wordOpen(context: Context, incident: Incident): Wording {
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

const wordUpdate = (context: Context, incident: Incident): Wording => ({
  body: `! ${codeOf(incident)}now: ${describeIncident(context, incident)}`,
  footer: footerOf(incident, ['A=ack', 'D=details']),
});

const wordNag = (context: Context, incident: Incident): Wording => ({
  body: `! ${codeOf(incident)}still: ${describeIncident(context, incident)}`,
  footer: footerOf(incident, ['A=ack', 'S=snooze 1h']),
});

function wordFlapping(context: Context, incident: Incident): Wording {
  const { time } = context;
  const changes = context.book
    .members(incident.id)
    .reduce((most, alert) => Math.max(most, changesWithin(alert, time.now(), FLAP_MS)), 0);
  return {
    body: `Flapping: ${nameOfRoot(context, incident)}, ${changes} changes in ${formatDuration(FLAP_MS / 1000)}. Quiet until it holds for that long.`,
    footer: footerOf(incident, ['C=mute', 'D=details']),
  };
}

function wordStale(context: Context, incident: Incident): Wording {
  const active = activeMembers(context.book, incident.id);
  const seenAt = Math.max(...active.map((alert) => alert.seenAt));
  const age = context.time.formatAge(seenAt);
  return {
    body: `? ${codeOf(incident)}${nameOfRoot(context, incident)}: no news from ${incident.about.source} for ${age}. Was: ${incident.about.title}.`,
    footer: footerOf(incident, ['C=close', 'D=details']),
  };
}

const wordPassed = (context: Context, incident: Incident): Wording => ({
  body: `! ${describeIncident(context, incident)}\n${context.nameOf(incident.passed?.by ?? '')} passes it to you.`,
  footer: footerOf(incident, ['A=I take it', 'D=details']),
});

function wordEscalated(context: Context, incident: Incident): Wording {
  const [first] = Object.entries(incident.told).toSorted(([, a], [, b]) => a.firstAt - b.firstAt);
  const silent = first ? ` ${context.nameOf(first[0])} has not answered.` : '';
  return {
    body: `! ${describeIncident(context, incident)}${silent}`,
    footer: footerOf(incident, ['A=I take it', 'D=details']),
  };
}

/** `Internet was down 14:02-14:31 (29m). Held back: 3 events, all over. Nothing open.` */
function wordAfterOutage(context: Context, items: readonly Announcement[]): Wording {
  const { time, outage } = context;
  const open = items.filter(({ story }) => story !== 'over');
  const [from, to] = [outage?.from ?? time.now(), outage?.to ?? time.now()];
  const took = `${time.formatTime(from)}-${time.formatTime(to)} (${formatDuration((to - from) / 1000)})`;
  const over = open.length === 0 ? 'all over' : `${items.length - open.length} over`;
  const held =
    items.length === 0
      ? 'Nothing happened meanwhile.'
      : `Held back: ${formatCount(items.length, 'event')}, ${over}.`;
  const now =
    open.length === 0
      ? 'Nothing open.'
      : `Open: ${list(open.map(({ incident }) => named(context, incident)))}.`;
  return {
    body: `Internet was down ${took}. ${held}${items.length > 0 ? ` ${now}` : ''}`,
    footer: open.length > 0 ? 'ALERTS=list  ALL A=ack these' : undefined,
  };
}

/** Names what is still down when a maintenance is over. */
function wordAfterMaintenance(context: Context, items: readonly Announcement[]): Wording {
  const [first] = items;
  const { name = 'the house' } = first?.incident.maintenance ?? {};
  const names = items.map(({ incident }) => named(context, incident));
  const longer = `MAINT ${first?.incident.maintenance?.name ?? 'ALL'} 1h=longer`;
  const footer =
    first && items.length === 1 ? footerOf(first.incident, ['A=ack']) : 'ALL A=ack these';
  return {
    body: `Maintenance of ${name} is over. Not back: ${list(names)}.`,
    footer: `${footer}  ${longer}`,
  };
}

const wordTaken = (context: Context, incident: Incident): Wording => ({
  body: `${context.nameOf(incident.response?.by ?? '')} has ${incident.code ?? 'it'} (${nameOfRoot(context, incident)}).`,
});

/** Words the end of an incident, and what is left of it. */
function wordOver(context: Context, incident: Incident): Wording {
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
  Record<Announcement['story'], (context: Context, incident: Incident) => Wording>
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

const wordSingle = (context: Context, { incident, story }: Announcement): Wording =>
  WORDS[story](context, incident);

/** One text for everything that waits: at most this many go out by themselves. */
function wordMerged(context: Context, items: readonly Announcement[]): Wording {
  const over = items.filter(({ story }) => story === 'over');
  const open = items.filter(({ story }) => story !== 'over');
  const name = ({ incident }: Announcement): string => named(context, incident);
  const down = `! ${open.length} more alerts: ${list(open.map(name))}.`;
  const ended = `Over: ${list(over.map(name))}.`;
  return {
    body: [
      ...(open.length > 0 ? [down] : []),
      ...(over.length > 0 ? [ended] : []),
      'I text no more than 10 an hour.',
    ].join('\n'),
    footer: open.length > 0 ? 'ALERTS=list  ALL A=ack these' : 'ALERTS=list',
  };
}

/** One text for the time in which somebody wanted to be left alone. */
function wordDigest(context: Context, items: readonly Announcement[]): Wording {
  const over = items.filter(({ story }) => story === 'over');
  const open = items.filter(({ story }) => story !== 'over');
  const past = `${formatCount(over.length, 'alert')} came and went (${list(over.map(({ incident }) => nameOfRoot(context, incident)))}).`;
  const [first] = open;
  const now =
    first && open.length === 1
      ? `Open: ${codeOf(first.incident)}${describeIncident(context, first.incident)}`
      : `${open.length} open: ${list(open.map(({ incident }) => named(context, incident)))}.`;
  return {
    body: [
      'While it was quiet:',
      ...(over.length > 0 ? [past] : []),
      ...(open.length > 0 ? [now] : []),
    ].join(' '),
    footer:
      first && open.length === 1
        ? footerOf(first.incident, ['A=ack', 'D=details'])
        : open.length > 0
          ? 'ALERTS=list  ALL A=ack these'
          : undefined,
  };
}

/** `nas down 3m, since 14:02 (kuma).`, with its cause in words and what else is in trouble. */
function describeIncident(context: Context, incident: Incident, why = ''): string {
  const { book, time } = context;
  const active = activeMembers(book, incident.id);
  const shown = active.length > 0 ? active : book.members(incident.id);
  const root = rootOf(book, incident) ?? shown[0];
  if (!root) return 'unknown trouble.';
  const others = shown.filter((alert) => idOf(alert) !== idOf(root));
  const more = shown.reduce((sum, alert) => sum + (alert.more ?? 0), 0);
  const age =
    time.now() - incident.startedAt < MINUTE_MS ? '' : ` ${time.formatAge(incident.startedAt)}`;
  const since = `${age}, since ${time.formatTime(incident.startedAt)}`;
  const by = root.source === OWN_SOURCE ? '' : ` (${root.source})`;
  const unlisted = more > 0 ? ` ${more} more are not listed.` : '';
  if (incident.isStorm) {
    return `${shown.length} down at once, cause unclear: ${listNames([root, ...others])}${since}.${unlisted}`;
  }
  const behind = others.length > 0 ? ` With it: ${listNames(others)} (${others.length}).` : '';
  return `${describeAlert(root)}${since}${by}.${why}${behind}${unlisted}`;
}

/** `nas: Host is down`; the title alone where it names the thing itself. */
export function describeAlert({ source, subject, title }: Alert): string {
  if (subject === undefined || title.toLowerCase().includes(subject.toLowerCase())) return title;
  const [host = subject] = subject.split('.');
  if (host.length > 2 && new RegExp(`\\b${RegExp.escape(host)}\\b`, 'i').test(title)) return title;
  return source === OWN_SOURCE ? `${subject} ${title}` : `${subject}: ${title}`;
}

export const nameOfRoot = ({ book }: { readonly book: AlertBook }, incident: Incident): string => {
  const root = rootOf(book, incident);
  return shortenName(root ? nameOf(root) : incident.about.name);
};

/** `K7 nas`. */
const named = (context: Context, incident: Incident): string =>
  `${codeOf(incident)}${nameOfRoot(context, incident)}`;

const codeOf = ({ code }: Incident): string => (code === undefined ? '' : `${code} `);

/** The root, unless that belongs to a later incident by now. */
function rootOf(book: AlertBook, { id, root }: Incident): Alert | undefined {
  const alert = book.alertById(root);
  return alert?.incident === id ? alert : undefined;
}

const isUnknown = ({ book }: Context, { id }: Incident): boolean =>
  book
    .members(id)
    .filter(isActive)
    .every(({ state }) => state === 'nodata');

/** The last line: what may be answered. Without a code only the list helps. */
const footerOf = ({ code }: Incident, answers: readonly string[]): string =>
  code === undefined ? 'ALERTS=list' : `${code} ${answers.join(' ')}`;

const listNames = (alerts: readonly Alert[]): string => list(alerts.map(shortName));

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  const more = names.length - MAX_NAMED;
  return more > 0 ? `${shown} +${more}` : shown;
}

const shortName = (alert: Alert): string => shortenName(nameOf(alert));
