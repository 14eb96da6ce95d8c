import { z } from 'zod';
import { parseSeverity } from '../../alerts/severity.ts';
import { err } from '../../core/result.ts';
import { looseText } from './lenient.ts';
import { oneAlert, type ReportReader } from './report.ts';
import { parseState } from './state-words.ts';

const GatusBody = z.object({
  name: looseText,
  group: looseText,
  url: looseText,
  state: looseText,
  severity: looseText,
  description: looseText,
  conditions: looseText,
  errors: looseText,
});

/** The body that our page about Gatus tells people to paste, with or without the conditions. */
export const gatus: ReportReader = {
  product: 'gatus',
  matches: ({ source, name, state, errors, conditions }) =>
    source === 'gatus' ||
    (name !== undefined && state !== undefined && (errors ?? conditions) !== undefined),
  read(body, { text }) {
    const { name, group, url, severity, description, ...seen } = GatusBody.parse(body);
    if (name === undefined) return err('no name');
    const state = hasOneState(text) ? parseState(seen.state) : 'firing';
    const reason = shortError(seen.errors) ?? failedConditions(seen.conditions) ?? description;
    return oneAlert({
      key: group === undefined ? name : `${group}/${name}`,
      state,
      severity: parseSeverity(severity),
      subject: name,
      title: state === 'resolved' ? 'healthy again' : (reason ?? 'check fails'),
      detail: description,
      url,
    });
  },
};

/** A page that is monitored may write a second state into the conditions, which are not escaped. */
const hasOneState = (text: string): boolean => [...text.matchAll(/"state"\s{0,9}:/g)].length < 2;

/** Removes the beginning of an error of Go, `Get "https://host/": `, which only repeats the address. */
const shortError = (errors: string | undefined): string | undefined =>
  errors?.replace(/^[A-Z][a-z]+ "[^"]*": /, '');

function failedConditions(conditions: string | undefined): string | undefined {
  const failed = conditions
    ?.split(/, (?=[\u2705\u274c])/)
    .filter((condition) => condition.includes('\u274c'))
    .map((condition) => condition.replaceAll(/^\u274c - |[`[\]]/g, ''));
  return failed?.join(', ') || undefined;
}
