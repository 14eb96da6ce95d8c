import { formatCount, formatDuration } from '../core/format.ts';
import type { Announcement } from './alert-text.ts';
import {
  codeOf,
  describeIncident,
  footerOf,
  list,
  named,
  nameOfRoot,
  type Wording,
  type WordingContext,
} from './describe-incident.ts';

/** One text for everything that waits: at most this many go out by themselves. */
export function wordMerged(context: WordingContext, items: readonly Announcement[]): Wording {
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
export function wordDigest(context: WordingContext, items: readonly Announcement[]): Wording {
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

/** `Internet was down 14:02-14:31 (29m). Held back: 3 events, all over. Nothing open.` */
export function wordAfterOutage(context: WordingContext, items: readonly Announcement[]): Wording {
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
export function wordAfterMaintenance(
  context: WordingContext,
  items: readonly Announcement[],
): Wording {
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
