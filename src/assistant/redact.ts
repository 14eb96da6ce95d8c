import { HIDDEN } from './hide.ts';
import { SECRET_PATTERNS } from './secret-patterns.ts';

/** Shorter values are words by accident. */
const SHORTEST = 6;

/** A Secret of Kubernetes: everything in it is one. */
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

/** Hides what must not leave the house: keys we hold ourselves, and whatever looks like one. */
export function createRedactor(known: readonly string[]): (text: string) => string {
  const ours = [...new Set(known.flatMap(spellingsOf))]
    .filter((value) => value.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length);

  return (text) => {
    const clean = ours.reduce((said, value) => said.replaceAll(value, HIDDEN), text);
    const plain = hideSecretBlocks(
      clean.replaceAll(/\\+(["'])?/g, (all: string, quote?: string) => quote ?? all),
    );
    return SECRET_PATTERNS.reduce((said, [pattern, by]) => said.replaceAll(pattern, by), plain);
  };
}

/** A value as it stands in addresses, in JSON and in base64. */
const spellingsOf = (value: string): readonly string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value)
    .toString('base64')
    .replace(/(?<!=)=+$/, ''),
];

export type Redact = ReturnType<typeof createRedactor>;
