import { parseSeverity } from '../../alerts/severity.ts';
import { err } from '../../core/result.ts';
import { fieldOf, toText } from './lenient.ts';
import { type JsonObject, oneAlert, type ReportReader } from './report.ts';
import { parseState } from './state-words.ts';

/** Our own form, which Home Assistant and scripts fill in; other tools use the same names, or one of these. */
const NAMES = {
  title: ['title', 'summary', 'name', 'message', 'text', 'msg', 'description'],
  words: ['message', 'text', 'msg', 'description', 'body'],
  status: ['status', 'state'],
  severity: ['severity', 'priority', 'level'],
  subject: ['subject', 'host', 'hostname', 'device', 'entity_id'],
  key: ['key', 'id', 'entity_id'],
  url: ['url', 'link'],
  value: ['value'],
  startedAt: ['startedAt', 'started_at', 'timestamp', 'time'],
} as const;

/** The names of fields that make an alert of a form or a query. */
export const KNOWN_FIELDS: readonly string[] = [...new Set(Object.values(NAMES).flat())];

/** A template of Home Assistant fills this in when it has no value. */
const isMissing = (value: string | undefined): boolean =>
  value !== undefined && /^(?:unknown|unavailable)$/i.test(value);

export const generic: ReportReader = {
  product: 'generic',
  matches: () => true,
  read(body) {
    const [title, words] = [first(body, 'title'), first(body, 'words')];
    if (title === undefined) return err('no title');
    const [status, value] = [first(body, 'status'), first(body, 'value')];
    const subject = first(body, 'subject');
    const named = isMissing(subject) ? undefined : subject;
    const state = isMissing(value) ? 'nodata' : parseState(status);
    return oneAlert({
      key: first(body, 'key'),
      state,
      severity: parseSeverity(first(body, 'severity') ?? (isWorst(status) ? status : undefined)),
      subject: named,
      title: state === 'test' ? (words ?? title) : title,
      detail:
        [words, value].filter((it) => it !== undefined && it !== title).join(' ') || undefined,
      startedAt: first(body, 'startedAt'),
      url: first(body, 'url'),
    });
  },
};

const first = (body: JsonObject, field: keyof typeof NAMES): string | undefined =>
  NAMES[field].map((name) => toText(fieldOf(body, name))).find((value) => value !== undefined);

/** `status: critical` says both; other words of a state say nothing of how bad it is. */
const isWorst = (status: string | undefined): boolean =>
  parseState(status) === 'firing' && /^(?:critical|disaster|emergency|fatal)$/i.test(status ?? '');
