import type { Area } from './area.ts';
import type { UnconfiguredArea } from './build-menu.ts';

interface Dependencies {
  readonly areas: readonly Pick<Area, 'info' | 'health'>[];
  readonly absences: readonly UnconfiguredArea[];
  /** How the texts that the relay starts itself are doing; `OK` when there is nothing to tell. */
  readonly texts: readonly string[];
  /** Why texts and actions cannot be written down, or soon will not be. */
  readonly storage: readonly string[];
}

/** How everything is doing, and first of all what is not well. */
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
