import { unitIn } from '../../vendor-records/memory.ts';

const MAX_DESCRIPTION = 2000;
const UNIT = '(bytes|ki?b|kibibytes|kilobytes|mi?b|mebibytes|megabytes|gi?b|gibibytes|gigabytes)';

/** `memory in KiB`, `max memory (kilobytes)`, `RAM values are given in MB`. */
const SAID = new RegExp(
  `\\b(?:mem(?:ory)?|ram|maxmem|max_memory)\\b[^.;\\n]{0,40}?(?:\\bin |\\bas |[(\\[])${UNIT}\\b`,
  'gi',
);

/** Returns the bytes in the unit in which a tool tells memory, as its description says; nothing where it names several. */
export function memoryUnitOf(description = ''): number | undefined {
  const said = [...description.slice(0, MAX_DESCRIPTION).matchAll(SAID)];
  const units = new Set(said.map(([, word]) => unitIn(word)));
  const [only] = units;
  return units.size === 1 ? only : undefined;
}
