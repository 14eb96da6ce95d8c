import type { AlertState } from '../../alerts/alert-event.ts';

const WORDS: Readonly<Record<Exclude<AlertState, 'firing'>, string>> = {
  resolved:
    'resolved|resolve|ok|up|online|healthy|normal|recovered|recovery|cleared|clear|closed|success|successful|fixed|inactive',
  nodata: 'nodata|no data|unknown|unavailable|pending|none|null',
  info: 'info|information|notice|event',
  test: 'test|testing',
  heartbeat: 'heartbeat|watchdog|alive',
};

const BY_WORD: ReadonlyMap<string, AlertState> = new Map(
  (['resolved', 'nodata', 'info', 'test', 'heartbeat'] as const).flatMap((state) =>
    WORDS[state].split('|').map((word) => [word, state] as const),
  ),
);

/** Reads a state from the word of a source, whatever is painted around it; an unknown word fires, and none does too. */
export const parseState = (word: string | undefined): AlertState =>
  BY_WORD.get(
    (word ?? '')
      .slice(0, 60)
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, ' ')
      .trim(),
  ) ?? 'firing';
