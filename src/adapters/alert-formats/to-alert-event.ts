import type { AlertEvent } from '../../alerts/alert-event.ts';
import { hashKey, toKey } from './alert-key.ts';
import { fitLine } from './fit-line.ts';
import { bareAddress } from './hide-credentials.ts';
import { readTime } from './read-time.ts';
import type { ReportedAlert } from './report.ts';

const MAX_SUBJECT_SEPTETS = 40;
const MAX_TITLE_SEPTETS = 80;
const MAX_DETAIL_SEPTETS = 300;
const MAX_URL_LENGTH = 300;
const MAX_PARENTS = 20;

/** Returns the event of a reported alert: clean, bounded, and without what must not be kept. */
export function toAlertEvent(
  alert: ReportedAlert,
  { source, now }: { readonly source: string; readonly now: number },
): AlertEvent {
  const { state } = alert;
  const isQuiet = state === 'test' || state === 'heartbeat';
  const subject = line(alert.subject, MAX_SUBJECT_SEPTETS);
  const words = line(alert.title, 2 * MAX_TITLE_SEPTETS) ?? 'alert without a name';
  const title = isQuiet ? words : withoutSubject(words.replace(/(?<=[^.])\.$/, ''), subject);
  const detail = line(alert.detail, MAX_DETAIL_SEPTETS);
  const time = (at: unknown) => readTime(at, now);
  return {
    source,
    key: toKey(alert.key || hashKey(alert.subject, alert.title)),
    state,
    severity: isQuiet ? 'info' : alert.severity,
    subject,
    title: fitLine(title, MAX_TITLE_SEPTETS),
    detail: detail === words ? undefined : detail,
    startedAt: time(alert.startedAt),
    endedAt: state === 'resolved' ? time(alert.endedAt) : undefined,
    url: safeUrl(alert.url),
    groupKey: alert.groupKey && toKey(alert.groupKey),
    parents: alert.parents?.slice(0, MAX_PARENTS).map(toKey),
    isSummary: alert.isSummary,
  };
}

const line = (text: string | undefined, maxSeptets: number): string | undefined =>
  fitLine(text ?? '', maxSeptets) || undefined;

/** `nas down 3m (went offline)` reads better than `nas down 3m (nas went offline)`. */
function withoutSubject(title: string, subject: string | undefined): string {
  if (subject === undefined || !title.startsWith(subject)) return title;
  const [, words] = /^[:,]?\s+(?:[:-]\s+)?(.+)/.exec(title.slice(subject.length)) ?? [];
  return words ?? title;
}

function safeUrl(text: string | undefined): string | undefined {
  if (text === undefined || !/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = bareAddress(new URL(text).href);
  return url.length <= MAX_URL_LENGTH ? url : undefined;
}
