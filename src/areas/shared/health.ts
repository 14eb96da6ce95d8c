import type { Area } from './area.ts';
import type { UnconfiguredArea } from './build-menu.ts';

interface Dependencies {
  readonly areas: readonly Pick<Area, 'info' | 'health'>[];
  readonly absences: readonly UnconfiguredArea[];
  /** The state of the texts that the relay starts itself; `OK` when there is nothing to report. */
  readonly texts: readonly string[];
  /** Reasons why texts and actions cannot be stored, or soon will not be. */
  readonly storage: readonly string[];
}

/** Returns the health of all parts, problems first. */
export function describeHealth({ areas, absences, texts, storage }: Dependencies) {
  const healths = areas.map((area) => ({ label: area.info.label, ...area.health() }));
  const failing = healths.filter(({ isFailing }) => isFailing);
  return {
    wrong: [
      ...storage,
      ...failing.map(({ label, description }) => `${label} ${description}`),
      ...texts.filter((line) => line !== 'OK'),
    ],
    texts,
    backends: Object.fromEntries<string>([
      ...healths.map(({ label, description }) => [label, description] as const),
      ...absences.map(({ info }) => [info.label, 'not set up'] as const),
    ]),
  };
}
