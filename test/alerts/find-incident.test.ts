import { expect, test } from 'vitest';
import { createAlertBook } from '../../src/alerts/alert-book.ts';
import { findIncident } from '../../src/alerts/find-incident.ts';
import type { Incident } from '../../src/alerts/incident.ts';

const incident = (id: string, mergedInto?: string): Incident => ({
  ...{ id, code: id.toUpperCase(), severity: 'critical', root: '', round: 1, notes: [] },
  ...{ about: { source: 'kuma', name: id, title: 'down' }, startedAt: 0, createdAt: 0 },
  ...{ opensAt: 0, told: {}, held: {} },
  ...(mergedInto !== undefined && { mergedInto, closedAt: 1, ending: 'merged' }),
});

const bookOf = (...incidents: readonly Incident[]) => createAlertBook({ alerts: [], incidents });

test('the code of a part finds the whole, also where that became a part in turn', () => {
  const book = bookOf(incident('a2', 'a3'), incident('a3', 'a4'), incident('a4'));
  for (const code of ['a2', 'A3', ' a4 ']) expect(findIncident(book, code)?.id).toBe('a4');
});

test('a whole that is forgotten, and parts of each other, end the search', () => {
  expect(findIncident(bookOf(incident('a2', 'gone')), 'a2')?.id).toBe('a2');
  expect(findIncident(bookOf(incident('a2', 'a3'), incident('a3', 'a2')), 'a2')).toBeDefined();
});
