import { nameFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import { type Alert, type AlertId, idOf, isActive } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import type { AlertEvent } from './alert-event.ts';
import { OWN_SOURCE } from './incident.ts';

const PREFIX = 'source:';

/** Identifies the alert about a source that does not answer. */
export const outageId = (source: string): AlertId => ({
  source: OWN_SOURCE,
  key: `${PREFIX}${source}`,
});

/** Returns true for the id of an alert about a source that does not answer. */
export const isOutageId = (id: string): boolean =>
  id.startsWith(idOf({ source: OWN_SOURCE, key: PREFIX }).slice(0, -2));

/** Returns the report that a source does not answer: its alerts may be missing. */
export const outageOf = (source: string, failure: Failure, startedAt: number): AlertEvent => ({
  ...outageId(source),
  ...{ state: 'firing', severity: 'warning', subject: source, startedAt },
  title: nameFailure(failure).split(' ? ')[1] ?? 'no answer',
  detail: 'It is asked what fires now. Its alerts may be missing.',
});

/** Returns the reports that end what was said about sources: those that answer, or that are asked no more. */
export const endOutages = (
  book: AlertBook,
  isOver: (source: string) => boolean,
  about: Pick<AlertEvent, 'isWaived'> = {},
): readonly AlertEvent[] =>
  book
    .incidents()
    .flatMap(({ id }) => book.members(id))
    .filter((alert) => isOutage(alert) && isOver(alert.key.slice(PREFIX.length)))
    .map(({ source, key, severity, subject, title }) => ({
      ...{ source, key, severity, subject, title, state: 'resolved', ...about },
    }));

const isOutage = (alert: Alert): boolean =>
  alert.source === OWN_SOURCE && alert.key.startsWith(PREFIX) && isActive(alert);
