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
  return found && wholeOf(book, found);
}

/** Words about a part are meant for the whole, which may have become a part of another one since. */
function wholeOf(book: AlertBook, part: Incident): Incident {
  const passed = new Set<Incident>();
  let whole = part;
  while (whole.mergedInto !== undefined && !passed.has(whole)) {
    passed.add(whole);
    whole = book.incident(whole.mergedInto) ?? whole;
  }
  return whole;
}
