import type { JsonObject } from './report.ts';

const FIELD =
  /[{,]\s{0,9}"(source|name|group|url|state|severity|description|conditions|errors)"\s{0,9}:\s{0,9}"/g;

/** Reads a body of Gatus in which a condition or description brought quotes of its own; `undefined` for all else. */
export function repairGatus(text: string): JsonObject | undefined {
  const starts = [...text.matchAll(FIELD)];
  if (starts.length < 3) return undefined;
  const fields = new Map<string, string>();
  starts.forEach((start, at) => {
    const [marker, name = ''] = start;
    const end = starts[at + 1]?.index ?? text.length;
    // The first one counts: what comes later may be the text of a page.
    if (!fields.has(name))
      fields.set(name, fieldText(text.slice(start.index + marker.length, end)));
  });
  return fields.has('name') && fields.has('state') ? Object.fromEntries(fields) : undefined;
}

function fieldText(raw: string): string {
  const value = raw.trimEnd().replace(/"\s{0,9}\}?$/, '');
  return value.replaceAll(/\\(["\\/])/g, '$1').replaceAll(/\\[nrt]/g, ' ');
}
