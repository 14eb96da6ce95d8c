import type { LocalTime } from '../core/local-time.ts';
import { type Alert, idOf, nameOf } from './alert.ts';
import { type AlertBook, activeMembers } from './alert-book.ts';
import { type Incident, OWN_SOURCE } from './incident.ts';
import { shortenName } from './shorten-name.ts';

/** A text to somebody; the footer is never cut. */
export interface Wording {
  readonly body: string;
  readonly footer?: string | undefined;
}

/** Everything besides the incidents that words are made from. */
export interface WordingContext {
  readonly book: AlertBook;
  readonly time: LocalTime;
  /** The last outage of the internet. */
  readonly outage?: { readonly from: number; readonly to: number } | undefined;
  /** Names a person. */
  readonly nameOf: (id: string) => string;
  /** Returns true for an alert about something imaginary. */
  readonly isDemo: (source: string, alert: string) => boolean;
}

const MINUTE_MS = 60_000;
const MAX_NAMED = 4;

/** `nas down 3m, since 14:02 (kuma).`, with its cause in words and what else is in trouble. */
export function describeIncident(context: WordingContext, incident: Incident, why = ''): string {
  const { book, time } = context;
  const active = activeMembers(book, incident.id);
  const shown = active.length > 0 ? active : book.members(incident.id);
  const root = rootOf(book, incident) ?? shown[0];
  if (!root) return 'unknown trouble.';
  const others = shown.filter((alert) => idOf(alert) !== idOf(root));
  const names = new Set(others.map(shortName));
  names.delete(shortName(root)); // another source says the same of it
  const more = shown.reduce((sum, alert) => sum + (alert.more ?? 0), 0);
  const age =
    time.now() - incident.startedAt < MINUTE_MS ? '' : ` ${time.formatAge(incident.startedAt)}`;
  const since = `${age}, since ${time.formatTime(incident.startedAt)}`;
  const by = root.source === OWN_SOURCE ? '' : ` (${root.source})`;
  const unlisted = more > 0 ? ` ${more} more are not listed.` : '';
  if (incident.isStorm) {
    return `${shown.length} down at once, cause unclear: ${listNames([root, ...others])}${since}.${unlisted}`;
  }
  const behind = names.size > 0 ? ` With it: ${list([...names])} (${names.size}).` : '';
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
export const named = (context: WordingContext, incident: Incident): string =>
  `${codeOf(incident)}${nameOfRoot(context, incident)}`;

export const codeOf = ({ code }: Incident): string => (code === undefined ? '' : `${code} `);

/** The root, unless that belongs to a later incident by now. */
function rootOf(book: AlertBook, { id, root }: Incident): Alert | undefined {
  const alert = book.alertById(root);
  return alert?.incident === id ? alert : undefined;
}

/** The last line: what may be answered. Without a code only the list helps. */
export const footerOf = ({ code }: Incident, answers: readonly string[]): string =>
  code === undefined ? 'ALERTS=list' : `${code} ${answers.join(' ')}`;

export const listNames = (alerts: readonly Alert[]): string => list(alerts.map(shortName));

export function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_NAMED).join(', ');
  const more = names.length - MAX_NAMED;
  return more > 0 ? `${shown} +${more}` : shown;
}

const shortName = (alert: Alert): string => shortenName(nameOf(alert));
