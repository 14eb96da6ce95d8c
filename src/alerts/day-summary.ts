import { z } from 'zod';
import { formatCount } from '../core/format.ts';
import type { AlertBook } from './alert-book.ts';
import { AlertView, viewIncident } from './alert-view.ts';
import { stateOf } from './incident.ts';

const DAY_MS = 24 * 60 * 60_000;
const MAX_NAMED = 4;

/** The alerts of the last 24 hours, and those that are open. */
export const DaySummary = z.object({ over: z.array(AlertView), open: z.array(AlertView) });
export type DaySummary = z.infer<typeof DaySummary>;

const OPEN: ReadonlySet<string> = new Set(['open', 'acked', 'snoozed', 'muted', 'stale']);

export function summarizeDay(book: AlertBook, now: number): DaySummary {
  const counted = book
    .incidents()
    .filter(({ severity, ending }) => severity !== 'info' && ending !== 'merged');
  const view = (incident: (typeof counted)[number]): AlertView => viewIncident(book, incident);
  return {
    open: counted.filter((one) => OPEN.has(stateOf(one))).map(view),
    over: counted
      .filter(({ closedAt, openedAt }) => openedAt !== undefined && closedAt !== undefined)
      .filter(({ closedAt = 0 }) => now - closedAt < DAY_MS)
      .map(view),
  };
}

/** `Open: K7 nas, M4 plex (acked).` and `Last 24h: 3 alerts came and went (wan, nas, plex).` */
export function wordDay({ over, open }: DaySummary): string {
  const nameOpen = ({ code, subject, state }: AlertView): string =>
    `${code === undefined ? '' : `${code} `}${subject}${state === 'open' ? '' : ` (${state})`}`;
  const now = open.length > 0 ? `Open: ${list(open.map(nameOpen))}.` : 'No alert is open.';
  const past =
    over.length > 0
      ? `Last 24h: ${formatCount(over.length, 'alert')} came and went (${list(over.map(({ subject }) => subject))}).`
      : 'Last 24h: nothing came and went.';
  return `${now}\n${past}`;
}

function list(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const more = distinct.length - MAX_NAMED;
  return `${distinct.slice(0, MAX_NAMED).join(', ')}${more > 0 ? ` +${more}` : ''}`;
}
