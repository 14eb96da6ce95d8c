import { z } from 'zod';
import { parseSeverity } from '../../alerts/severity.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { hostOf } from './host-of.ts';
import { isObject, looseList, looseObject, looseText, toText } from './lenient.ts';
import { parseJson } from './parse-json.ts';
import type { DirectRequest } from './prometheus.ts';
import {
  type JsonObject,
  oneAlert,
  type Report,
  type ReportedAlerts,
  type ReportReader,
} from './report.ts';
import { toReport } from './to-report.ts';

const PagerDutyEvent = z.object({
  event_action: looseText,
  dedup_key: looseText,
  payload: looseObject,
  client_url: looseText,
  links: looseList,
});
const Payload = z.object({
  summary: looseText,
  source: looseText,
  severity: looseText,
  timestamp: z.unknown().optional(),
  component: looseText,
  group: looseText,
  class: looseText,
});

/** Events of tools that speak to PagerDuty's Events API, version 2. */
export const pagerDuty: ReportReader = {
  product: 'pagerduty',
  matches: ({ event_action: action, routing_key: key, payload }) =>
    toText(action) !== undefined && (key !== undefined || isObject(payload)),
  read: (body) => readEvent(body),
};

/** Reads what is posted to `/v2/enqueue`. An acknowledgement is no event: nothing changed. */
export function readPagerDutyEvent({ source, body, now }: DirectRequest): Result<Report, string> {
  const json = parseJson(body);
  if (!json.ok) return json;
  if (!isObject(json.value)) return err('not an event');
  return toReport(readEvent(json.value), { product: 'pagerduty', source, now });
}

/** Returns the key that an event brings along, which says who posts it. It is part of no report. */
export function routingKeyOf(body: string): string | undefined {
  const json = parseJson(body);
  return json.ok && isObject(json.value) ? toText(json.value['routing_key']) : undefined;
}

function readEvent(body: JsonObject): Result<ReportedAlerts, string> {
  const event = PagerDutyEvent.parse(body);
  const { dedup_key: key, event_action: action } = event;
  if (action === 'acknowledge') return ok({ alerts: [], more: 0 });
  if (action !== 'trigger' && action !== 'resolve') return err('unknown event_action');
  const isEnd = action === 'resolve';
  if (isEnd && key === undefined) return err('no dedup_key');
  const payload = Payload.parse(event.payload);
  if (!isEnd && payload.summary === undefined) return err('no summary');
  const { summary = 'resolved', source, component, group } = payload;
  return oneAlert({
    key,
    state: isEnd ? 'resolved' : 'firing',
    severity: parseSeverity(payload.severity),
    subject: source === undefined ? component : hostOf(source),
    title: summary,
    detail: [component, payload.class].filter((it) => it !== undefined).join(', '),
    startedAt: isEnd ? undefined : payload.timestamp,
    endedAt: payload.timestamp,
    url: linkOf(event.links) ?? event.client_url,
    groupKey: group,
  });
}

const linkOf = ([link]: readonly unknown[]): string | undefined =>
  isObject(link) ? toText(link['href']) : undefined;
