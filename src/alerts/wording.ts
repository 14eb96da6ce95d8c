import type { AlertText } from './alert-text.ts';
import type { Wording, WordingContext } from './describe-incident.ts';
import { wordAfterMaintenance, wordAfterOutage, wordDigest, wordMerged } from './word-several.ts';
import { wordSingle } from './word-single.ts';

/** Words a text about alerts; one about something imaginary says so first. */
export function wordText(context: WordingContext, text: AlertText): Wording {
  const { body, footer } = wordReal(context, text);
  const isDemo = text.items.some(({ incident }) =>
    context.isDemo(incident.about.source, incident.root),
  );
  return { body: isDemo ? `DEMO ${body}` : body, footer };
}

function wordReal(context: WordingContext, { kind, items }: AlertText): Wording {
  const [first] = items;
  if (kind === 'digest') return wordDigest(context, items);
  if (kind === 'outage') return wordAfterOutage(context, items);
  if (kind === 'maintenance') return wordAfterMaintenance(context, items);
  if (kind === 'merged' || !first || items.length > 1) return wordMerged(context, items);
  return wordSingle(context, first);
}
