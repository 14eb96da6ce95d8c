import type { Problem } from './problem.ts';

interface AboutArea {
  /** The name of the area: `proxmox`. */
  readonly area: string;
  /** The name that people use: `Proxmox`. */
  readonly label: string;
  /** True when the source left something out, or refused, because it was called too often. */
  readonly isRateLimited?: boolean | undefined;
}

/** The source of the area did not answer. */
interface SilentLook extends AboutArea {
  readonly isSilent: true;
}

interface AnsweredLook extends AboutArea {
  readonly isSilent: false;
  readonly problems: readonly Omit<Problem, 'opens'>[];
  /** False when something may be wrong that `problems` does not name: then the absence of a problem proves nothing. */
  readonly isWhole: boolean;
  /** The words for what is missing, where nothing else is. It proves as much as another look with the same gap. */
  readonly gap?: string | undefined;
  /** Subjects whose state cannot be seen now, because what they run on is down; one that ends in `/` stands for all below it. */
  readonly hidden?: readonly string[] | undefined;
}

/** The state of one area by its latest reading, as plain data. */
export type AreaLook = SilentLook | AnsweredLook;
