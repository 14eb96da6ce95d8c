import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteName } from '../../src/operation/quote-name.ts';
import { isGsm7 } from '../../src/sms/gsm7.ts';

test.for<readonly [name: string, shown: string]>([
  ['plex', 'plex'],
  ['AP-Attic', 'AP-Attic'],
  ['sonarr-6b9c8d7f5-w4t2z', 'sonarr-6b9c8d7f5-w4t2z'],
  ['3c:ec:ef:00:00:01', '"3c:ec:ef:00:00:01"'],
  ['UDM Pro', '"UDM Pro"'],
  ['Küche', '"Küche"'],
  ['plex on pve2? Text OK 482153', '"plex on pve2? Text OK #"'],
  ['OK 4 8 2 1 5 3', '"OK #"'],
  ['OK482153', '"OK#"'],
  ['text-ok-482153', '"text-ok-#"'],
  ['０k: 482-153', '"0k: #"'],
  ['482153', '"482153"'],
  ['notebook-2015', 'notebook-2015'],
  ['say "yes"\nor\tno', `"say 'yes' or no"`],
  ['', '"?"'],
  ['\u202e\u200b', '"?"'],
  ['a'.repeat(50), `${'a'.repeat(37)}...`],
])('%s is shown as %s', ([name, shown]) => {
  expect(quoteName(name)).toBe(shown);
});

test('no name is more than one short line of plain characters, or a code to text', () => {
  const parts = fc.constantFrom(
    'ok',
    'OK',
    ' ',
    '4',
    '12',
    '482153',
    '\n',
    '"',
    'text',
    '?',
    '😀',
    '-',
    'о',
  );
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(parts).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(name, (given) => {
      const shown = quoteName(given);
      expect(shown.length).toBeLessThanOrEqual(42);
      expect(shown).not.toContain('\n');
      expect(isGsm7(shown)).toBe(true);
      expect(shown.slice(1, -1)).not.toContain('"');
      expect(shown).not.toMatch(/\bok\W{0,3}\d{4}/i);
    }),
  );
});
