import type { Area } from './area.ts';
import type { Absence } from './build-menu.ts';

interface Parts {
  readonly areas: readonly Pick<Area, 'nameplate' | 'health'>[];
  readonly absences: readonly Absence[];
  /** How the texts that the relay starts itself are doing; `OK` when there is nothing to tell. */
  readonly texts: readonly string[];
  /** Why texts and actions cannot be written down, or soon will not be. */
  readonly storage: readonly string[];
}

/** How everything is doing, and first of all what is not well. */
export function describeHealth({ areas, absences, texts, storage }: Parts) {
  const healths = areas.map((area) => ({ label: area.nameplate.label, ...area.health() }));
  const failing = healths.filter(({ isFailing }) => isFailing);
  return {
    wrong: [
      ...storage,
      ...failing.map(({ label, words }) => `${label} ${words}`),
      ...texts.filter((line) => line !== 'OK'),
    ],
    texts,
    backends: Object.fromEntries<string>([
      ...healths.map(({ label, words }) => [label, words] as const),
      ...absences.map(({ nameplate }) => [nameplate.label, 'not set up'] as const),
    ]),
  };
}
