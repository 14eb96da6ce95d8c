const isWide = process.env['HOSTILE'] === 'wide';
const isGate = process.env['CI'] !== undefined;

/** A gate looks at half of what is the same but for its words, a newcomer's machine at a twelfth. */
const STRIDE = isGate ? 2 : 12;

const everyNth = <T>(cases: readonly T[], stride: number): readonly T[] =>
  cases.filter((_, index) => index % stride === 0);

/** The share of many similar cases that there is time for; all of them with `HOSTILE=wide`. */
export const shareOf = <T>(cases: readonly T[]): readonly T[] =>
  isWide ? cases : everyNth(cases, STRIDE);

/** `make test` sets it; without it, and in the gate whatever it says, everything runs. */
export const ROW_STRIDE = isGate ? 1 : Number(process.env['ROW_STRIDE']) || 1;

/** The rows of a table whose every row needs a relay of its own. */
export const rowsOf = <T>(table: readonly T[]): readonly T[] => everyNth(table, ROW_STRIDE);

/** How often a property is tried. */
export const runsOf = (runs: number): number => Math.ceil(runs / ROW_STRIDE);
