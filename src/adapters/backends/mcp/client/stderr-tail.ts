const MAX_CHARACTERS = 2000;

/** The last of what a program said on its standard error, for the log. */
export interface StderrTail {
  readonly add: (chunk: string) => void;
  readonly text: () => string;
}

export function createStderrTail(): StderrTail {
  let kept = '';
  return {
    add: (chunk) => {
      kept = (kept + chunk).slice(-MAX_CHARACTERS);
    },
    text: () => kept.trim(),
  };
}
