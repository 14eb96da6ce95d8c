const PICTURES = /\p{Extended_Pictographic}|[\u200D\uFE0F]/gu;

/** A name as it is compared: case, accents, apostrophes, and whether its words are joined, spaced or hyphenated do not matter. */
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

/** The same without any gap, and umlauts in one of the two ways to write them: `homeassistant`, `jorgshandy`. */
export const joinName = (name: string): string =>
  foldName(name)
    .replaceAll(' ', '')
    .replaceAll(/(?<=[aou])e/g, '');
