import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuditStore } from '../../src/adapters/storage/sqlite/audit-store.ts';
import { openDatabase } from '../../src/adapters/storage/sqlite/database.ts';
import { type AuditEntry, BEGINNING, chain, firstBroken } from '../../src/audit/audit.ts';

const entry = {
  ...{ run: 'r1', at: 1, who: '+15550100001', face: 'menu', action: 'reboot' },
  ...{ input: '{}', event: 'started', words: 'plex?' },
} as const satisfies AuditEntry;

test('a line of an older relay, which names no text, is chained as it was', () => {
  const asWritten = JSON.stringify([BEGINNING, 1, ...Object.values(entry)]);
  expect(chain(BEGINNING, 1, entry)).toBe(hash('sha256', asWritten, 'hex'));
});

test('the text behind a line is kept, and cannot be changed unnoticed', async () => {
  using database = openDatabase('memory:');
  const audit = createAuditStore(database);
  await audit.add(entry);
  await audit.add({ ...entry, run: 'r2', trip: 'SM1' });
  const lines = await Array.fromAsync(audit.all());
  expect(lines.map(({ trip }) => trip)).toEqual([undefined, 'SM1']);
  expect(await firstBroken(lines)).toBeUndefined();
  for (const trip of ['SM2', undefined]) {
    const changed = lines.map((line) => (line.seq === 2 ? { ...line, trip } : line));
    expect(await firstBroken(changed)).toBe(2);
  }
});
