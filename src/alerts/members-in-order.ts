import { type Alert, idOf, isActive } from './alert.ts';
import type { AlertBook } from './alert-book.ts';
import type { Incident } from './incident.ts';

/** Returns the alerts of an incident as they are listed and numbered: those in trouble first, the root before the others. */
export const membersInOrder = (
  book: Pick<AlertBook, 'members'>,
  { id, root }: Pick<Incident, 'id' | 'root'>,
): readonly Alert[] =>
  book
    .members(id)
    .toSorted(
      (a, b) =>
        Number(isActive(b)) - Number(isActive(a)) ||
        Number(idOf(b) === root) - Number(idOf(a) === root),
    );
