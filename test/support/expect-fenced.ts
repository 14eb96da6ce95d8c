import { expect } from 'vitest';
import type { ReplicaDatabase } from './join-replica.ts';

/** Expects that nothing was written with an older token after a newer one, and no token by two replicas. */
export async function expectFenced({ query }: ReplicaDatabase): Promise<void> {
  const read = () => query('SELECT token, replica FROM written ORDER BY seq');
  await expect.poll(read).not.toEqual([]);
  const rows = await read();
  const written = rows.map(({ token, replica }) => ({
    token: Number(token),
    replica: String(replica),
  }));
  const tokens = written.map(({ token }) => token);
  expect(tokens).toEqual(tokens.toSorted((a, b) => a - b));
  const terms = new Set(written.map(({ token, replica }) => `${token} ${replica}`));
  expect(terms.size).toBe(new Set(tokens).size);
}
