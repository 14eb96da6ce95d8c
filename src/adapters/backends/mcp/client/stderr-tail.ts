const MAX_CHARACTERS = 2000;

/** The end of what a program wrote to its standard error, for the log. */
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
