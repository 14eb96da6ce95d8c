const PICTURES = /\p{Extended_Pictographic}|[\u200D\uFE0F]/gu;

/** Folds a name for comparison: case, accents, apostrophes, and how its words are separated (space, hyphen) do not matter. */
export function foldName(name: string): string {
  const folded = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll("'", '')
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
  return folded.replaceAll(PICTURES, '').trim() || folded;
}

/** Folds a name further: no gaps, and one spelling for umlauts: `homeassistant`, `jorgshandy`. */
export const joinName = (name: string): string =>
  foldName(name)
    .replaceAll(' ', '')
    .replaceAll(/(?<=[aou])e/g, '');
