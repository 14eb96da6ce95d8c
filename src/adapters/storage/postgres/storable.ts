/** PostgreSQL stores every character but NUL: NUL is stored as this one and a zero, and this one as two of it. */
const ESCAPE = '\uFFFE';

const isEscaped = (text: string): boolean => text.includes('\0') || text.includes(ESCAPE);

/** Makes the texts among the values of a statement storable. */
export function toStored(value: unknown): unknown {
  if (typeof value === 'string') return isEscaped(value) ? escapeNul(value) : value;
  return Array.isArray(value) ? value.map(toStored) : value;
}

const escapeNul = (text: string): string =>
  text.replaceAll(ESCAPE, ESCAPE + ESCAPE).replaceAll('\0', `${ESCAPE}0`);

/** Returns the texts of a row as they were before they were stored. */
export function fromStored(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) {
    if (typeof value === 'string' && value.includes(ESCAPE)) row[name] = unescapeNul(value);
  }
  return row;
}

const unescapeNul = (text: string): string =>
  text.replaceAll(/\uFFFE(.)/gu, (_, escaped: string) => (escaped === '0' ? '\0' : escaped));
