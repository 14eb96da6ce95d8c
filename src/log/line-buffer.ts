import type { DestinationStream } from 'pino';

const flushes = new Set<() => void>();

/** Passes on all lines that still wait: the process exits. */
export function flushLines(): void {
  for (const flush of flushes) flush();
}

/**
 * Collects the lines of one turn of the event loop and passes them on together, since a write takes as long for one line as for
 * fifty.
 */
export function createLineBuffer(write: (lines: string) => void): DestinationStream {
  let waiting = '';

  function flush(): void {
    const lines = waiting;
    waiting = '';
    if (lines !== '') write(lines);
  }

  flushes.add(flush);
  return {
    write(line) {
      if (waiting === '') setImmediate(flush);
      waiting += line;
    },
  };
}
