/** Something that a person would call broken, as one area sees it now. */
export interface Problem {
  /** Unique and lasting, the area first: `proxmox/guest/104`. The same as in the inventory. */
  readonly subject: string;
  /** As the person knows it: `home-assistant`. */
  readonly name: string;
  /** What is wrong, in a few words behind the name: `stopped`, `0/2 ready`, `backup failed`. */
  readonly state: string;
  readonly severity: 'critical' | 'warning';
  /** The screen on which a person sees more of it. */
  readonly opens: { readonly screen: string; readonly subject?: string };
}

/** The worst first; equals stay in the order they came. */
export const worstFirst = <P extends Problem>(problems: readonly P[]): readonly P[] =>
  problems.toSorted(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'),
  );

/** `home-assistant stopped`. */
export const describeProblem = ({ name, state }: Problem): string => `${name} ${state}`;
