import { expect, test } from 'vitest';
import { firstCapable } from '../../../src/areas/security/first-capable.ts';
import type { BanVerb, SecurityChanges } from '../../../src/areas/security/security.ts';
import { ok } from '../../../src/core/result.ts';

/** A source that can do these, and writes down what it was asked to. */
function source(name: string, can: readonly BanVerb[], heard: string[]): SecurityChanges {
  return {
    verbs: async () => new Set(can),
    async act(verb, address, hours) {
      heard.push(`${name} ${verb} ${address} ${hours}h`);
      return ok(undefined);
    },
  };
}

test('each deed is done once, by the first source that can', async () => {
  const heard: string[] = [];
  const both = firstCapable(
    [source('a', [], heard), source('b', ['unban'], heard), source('c', ['ban', 'unban'], heard)],
    'Security',
  );
  expect(await both.verbs()).toEqual(new Set(['ban', 'unban']));
  await both.act('ban', '203.0.113.5', 4);
  await both.act('unban', '203.0.113.5', 4);
  expect(heard).toEqual(['c ban 203.0.113.5 4h', 'b unban 203.0.113.5 4h']);
});

test('what nobody can is not done', async () => {
  const heard: string[] = [];
  const nobody = firstCapable([source('a', ['unban'], heard)], 'Security');
  expect(await nobody.act('ban', '203.0.113.5', 4)).toMatchObject({ error: { kind: 'no-source' } });
  expect(heard).toEqual([]);
});
