import { z } from 'zod';

/** Something that a person would call broken, as data. */
export const NamedProblem = z.object({
  /** Unique and stable, the area first: `proxmox/guest/104`. The same as in the inventory. */
  subject: z.string(),
  /** The name that people use: `home-assistant`. */
  name: z.string(),
  /** The problem in a few words that follow the name: `stopped`, `0/2 ready`, `backup failed`. */
  state: z.string(),
  severity: z.enum(['critical', 'warning']),
});
export type NamedProblem = z.infer<typeof NamedProblem>;

/** A problem, as one area sees it now. */
export interface Problem extends NamedProblem {
  /** The screen that shows the details. */
  readonly opens: { readonly screen: string; readonly subject?: string };
  /** The number of things in trouble, where one problem stands for several. */
  readonly count?: number;
}

/** Sorts critical problems first; equals keep their order. */
export const worstFirst = <P extends Pick<NamedProblem, 'severity'>>(
  problems: readonly P[],
): readonly P[] =>
  problems.toSorted(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'),
  );

/** `home-assistant stopped`. */
export const describeProblem = ({ name, state }: Pick<NamedProblem, 'name' | 'state'>): string =>
  `${name} ${state}`;
