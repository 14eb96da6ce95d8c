/** Something that a person would call broken, as one area sees it now. */
export interface Problem {
  /** Unique and stable, the area first: `proxmox/guest/104`. The same as in the inventory. */
  readonly subject: string;
  /** The name that people use: `home-assistant`. */
  readonly name: string;
  /** The problem in a few words that follow the name: `stopped`, `0/2 ready`, `backup failed`. */
  readonly state: string;
  readonly severity: 'critical' | 'warning';
  /** The screen that shows the details. */
  readonly opens: { readonly screen: string; readonly subject?: string };
}

/** Sorts critical problems first; equals keep their order. */
export const worstFirst = <P extends Problem>(problems: readonly P[]): readonly P[] =>
  problems.toSorted(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'),
  );

/** `home-assistant stopped`. */
export const describeProblem = ({ name, state }: Problem): string => `${name} ${state}`;
