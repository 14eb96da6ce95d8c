import { parseSeverity } from '../../alerts/severity.ts';
import { err, ok, type Result } from '../../core/result.ts';
import { isKumaMessage, readNotice } from './kuma-notice.ts';
import { foldedFields, isObject } from './lenient.ts';
import {
  type JsonObject,
  MAX_ALERTS,
  oneAlert,
  type ReportedAlerts,
  type ReportReader,
} from './report.ts';
import { parseState } from './state-words.ts';

const TITLES = 'title|summary|name|message|text|msg|description|content|body'.split('|');
const WORDS = 'message|text|msg|description|content|body'.split('|');

/** A template of Home Assistant fills this in when it has no value. */
const isMissing = (value: string | undefined): boolean =>
  value !== undefined && /^(?:unknown|unavailable)$/i.test(value);

/** Our own form, which Home Assistant and scripts fill in; other tools use the same names, or similar ones. */
export const generic: ReportReader = {
  product: 'generic',
  matches: () => true,
  read: (body) => readGeneric(body),
};

function readGeneric(body: JsonObject): Result<ReportedAlerts, string> {
  const field = foldedFields(body);
  const [title, words, status] = [field(...TITLES), field(...WORDS), field('status', 'state')];
  if (title === undefined) return err('no title');
  if (status === undefined && words !== undefined && isKumaMessage(words)) {
    return readNotice(words);
  }
  const value = field('value');
  const subject = field('subject', 'host', 'hostname', 'device', 'entityid');
  const state = isMissing(value) ? 'nodata' : parseState(status);
  const at = field('timestamp', 'time');
  return oneAlert({
    key: field('key', 'id', 'entityid'),
    state,
    severity: parseSeverity(
      field('severity', 'priority', 'level') ?? (isWorst(status) ? status : undefined),
    ),
    subject: isMissing(subject) ? undefined : subject,
    title: state === 'test' ? (words ?? title) : title,
    detail: [words, value].filter((it) => it !== undefined && it !== title).join(' '),
    startedAt: field('startedat') ?? (state === 'resolved' ? undefined : at),
    endedAt: at,
    url: field('url', 'link'),
  });
}

/** Reads a list of alerts in our form; items that are none are counted. */
export function readGenericList(list: readonly unknown[]): Result<ReportedAlerts, string> {
  const alerts = list
    .slice(0, MAX_ALERTS)
    .filter(isObject)
    .map((item) => readGeneric(item))
    .flatMap((read) => (read.ok ? read.value.alerts : []));
  if (alerts.length === 0) return err('no alerts');
  return ok({ alerts, more: list.length - alerts.length });
}

/** Recognises an alert in the fields of a form or a query. */
export const hasTitle = (fields: JsonObject): boolean =>
  foldedFields(fields)(...TITLES) !== undefined;

/** `status: critical` says both; other words of a state say nothing of how bad it is. */
const isWorst = (status = ''): boolean => /^(?:critical|disaster|emergency|fatal)$/i.test(status);
