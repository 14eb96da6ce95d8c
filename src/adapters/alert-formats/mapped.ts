import type { AlertMapping } from '../../alerts/alert-mapping.ts';
import { parseSeverity } from '../../alerts/severity.ts';
import { err, type Result } from '../../core/result.ts';
import { fieldOf, isObject, toText } from './lenient.ts';
import { oneAlert, type ReportedAlerts } from './report.ts';
import { parseState } from './state-words.ts';

/** Reads the fields that the mapping names. A state that it does not know fires. */
export function readMapped(body: unknown, mapping: AlertMapping): Result<ReportedAlerts, string> {
  const at = (pointer: string | undefined): unknown =>
    pointer === undefined ? undefined : valueAt(body, pointer);
  const text = (pointer: string | undefined) => toText(at(pointer));
  const title = text(mapping.title);
  if (title === undefined) return err('no title');
  return oneAlert({
    key: text(mapping.key),
    state: parseState(wordOf(mapping.state)),
    severity: parseSeverity(wordOf(mapping.severity)),
    subject: text(mapping.subject),
    title,
    detail: text(mapping.message),
    startedAt: at(mapping.startedAt),
    url: text(mapping.url),
  });

  function wordOf(from: AlertMapping['state'] | AlertMapping['severity']): string | undefined {
    if (from === undefined || typeof from === 'string') return text(from);
    const word = text(from.at);
    return Object.entries(from.map).find(([name]) => name === word)?.[1];
  }
}

function valueAt(body: unknown, pointer: string): unknown {
  let value: unknown = body;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = /^\d{1,4}$/.test(name) ? value[Number(name)] : undefined;
    else value = isObject(value) ? fieldOf(value, name) : undefined;
  }
  return value;
}
