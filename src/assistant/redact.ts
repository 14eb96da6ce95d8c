import { createFragmentHider, LONG_SECRET } from '../core/hide-fragments.ts';
import { HIDDEN } from './hide.ts';
import { SECRET_PATTERNS } from './secret-patterns.ts';

/** Shorter values may equal ordinary words. */
const MIN_LENGTH = 6;

/** The data of a Kubernetes Secret: all values in it are secret. */
const SECRET_BLOCK =
  /^([ \t]{0,20})["']?(?:stringData|data)["']?[ \t]{0,9}:[ \t]{0,9}\{?\n((?:\1[ \t]+[^\n]*\n?)+)/gm;

/** The same on one line of JSON. */
const SECRET_LINE = /(["'](?:stringData|data)["'][ \t]{0,9}:[ \t]{0,9}\{)[^{}\n]{1,20000}\}/g;

const hideSecretBlocks = (text: string): string =>
  /\bkind["']?\s{0,9}:\s{0,9}["']?Secret\b/.test(text)
    ? text
        .replaceAll(SECRET_LINE, `$1${HIDDEN}}`)
        .replaceAll(SECRET_BLOCK, (block) =>
          block.replaceAll(/^([ \t]+[^: \t\n][^:\n]{0,199}:[ \t]{0,9})[^\n]+$/gm, `$1${HIDDEN}`),
        )
    : text;

/** Hides what must not leave the homelab: the relay's own keys, and everything that looks like one. */
export function createRedactor(known: readonly string[]): (text: string) => string {
  const hideLong = createFragmentHider(
    known.filter(({ length }) => length >= LONG_SECRET).flatMap(spellingsOf),
    HIDDEN,
  );
  const ours = [...new Set(known.flatMap(spellingsOf))]
    .filter((value) => value.length >= MIN_LENGTH)
    .toSorted((a, b) => b.length - a.length);

  return (text) => {
    const clean = ours.reduce((rest, value) => rest.replaceAll(value, HIDDEN), hideLong(text));
    const plain = hideSecretBlocks(
      clean.replaceAll(/\\+(["'])?/g, (all: string, quote?: string) => quote ?? all),
    );
    return SECRET_PATTERNS.reduce((rest, [pattern, by]) => rest.replaceAll(pattern, by), plain);
  };
}

/** Returns a value as it appears in URLs, in JSON and in base64. */
const spellingsOf = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value)
    .toString('base64')
    .replace(/(?<!=)=+$/, ''),
];

export type Redact = ReturnType<typeof createRedactor>;
