import { entriesOf, isList } from '../../vendor-records/json.ts';

/** `<untrusted_data>`, as servers mark for a model what others wrote. */
const MARKER =
  /<\/?(?:[a-z]{1,20}[_-]){0,3}(?:untrusted|unverified|external|foreign)(?:[_-][a-z]{1,20}){0,4}(?: [^<>]{0,100})?>/gi;

/** A text without the markers around what others wrote. */
export const stripMarkers = (text: string): string =>
  text.includes('<') ? text.replaceAll(MARKER, '').trim() : text;

/** Data without them. It is modest already. */
export function stripMarkersIn(data: unknown): unknown {
  if (typeof data === 'string') return stripMarkers(data);
  if (isList(data)) return data.map(stripMarkersIn);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(entriesOf(data).map(([key, value]) => [key, stripMarkersIn(value)]));
}
