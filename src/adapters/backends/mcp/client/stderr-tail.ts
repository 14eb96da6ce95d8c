const MOST_CHARACTERS = 2000;

/** The last of what a program said on its standard error, for the log. */
export interface Tail {
  readonly add: (chunk: string) => void;
  readonly text: () => string;
}

export function createTail(): Tail {
  let kept = '';
  return {
    add: (chunk) => {
      kept = (kept + chunk).slice(-MOST_CHARACTERS);
    },
    text: () => kept.trim(),
  };
}
