const MAX_SLICE_MS = 10;

/**
 * Cuts long work into slices. The returned function is called between its steps: it resolves at once, or,
 * when the work has run for a while, after one turn of the event loop.
 */
export function createSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < MAX_SLICE_MS) return;
    await nextTurn();
    since = performance.now();
  };
}

/** Resolves after one turn of the event loop. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
