/** Secrets this long are hidden piece by piece: a pattern of all their spellings would be too large to compile. */
export const LONG_SECRET = 256;

const WINDOW = 16;
const STEP = 8;

/** Every run of this many characters of a piece holds a whole window that is indexed. */
export const MIN_FRAGMENT = WINDOW + STEP - 1;

/** A place in a known text. */
interface Place {
  readonly piece: string;
  readonly at: number;
}

/** Hides every longer part of the given texts, in time that is in proportion to the length of what is read. */
export function createFragmentHider(
  texts: readonly string[],
  hidden: string,
): (text: string) => string {
  const index = new Map<string, Place>();
  for (const text of new Set(texts)) for (const piece of piecesOf(text)) addWindows(index, piece);
  if (index.size === 0) return (text) => text;

  return (text) => {
    const kept: string[] = [];
    let from = 0;
    let at = 0;
    while (at + WINDOW <= text.length) {
      const place = index.get(text.slice(at, at + WINDOW));
      if (place) {
        const start = at - commonBefore(text.slice(from, at), place);
        const end = at + commonFrom(text, at, place);
        kept.push(text.slice(from, start), hidden);
        from = end;
        at = end;
      } else at += 1;
    }
    return kept.join('') + text.slice(from);
  };
}

/** Quotes, backslashes and line ends are escaped in JSON: the text between them looks the same there. */
const piecesOf = (text: string): readonly string[] =>
  text.split(/["\\\n\r]+/).filter(({ length }) => length >= WINDOW);

function addWindows(index: Map<string, Place>, piece: string): void {
  const last = piece.length - WINDOW;
  for (let at = 0; at < last; at += STEP) index.set(piece.slice(at, at + WINDOW), { piece, at });
  index.set(piece.slice(last), { piece, at: last });
}

function commonBefore(before: string, { piece, at }: Place): number {
  let length = 0;
  while (length < at && length < before.length && before.at(-1 - length) === piece[at - 1 - length])
    length += 1;
  return length;
}

function commonFrom(text: string, start: number, { piece, at }: Place): number {
  let length = WINDOW;
  while (at + length < piece.length && text[start + length] === piece[at + length]) length += 1;
  return length;
}
