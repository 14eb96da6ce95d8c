import type { AlertBook } from './alert-book.ts';
import type { Incident } from './incident.ts';

/** Finds an incident by its id, or by its code. */
export function findIncident(book: AlertBook, name: string): Incident | undefined {
  const code = name.trim().toUpperCase();
  const byCode = book.incidents().filter((incident) => incident.code === code);
  const found =
    book.incident(name) ??
    byCode.find(({ closedAt }) => closedAt === undefined) ??
    byCode.toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))[0];
  // Words about a part are meant for the whole.
  return found?.mergedInto === undefined ? found : (book.incident(found.mergedInto) ?? found);
}
