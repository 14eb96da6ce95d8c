const MAX_SLICE_MS = 10;

/**
 * Cuts long work into slices: called between its steps, it resolves at once, or lets everything else
 * that waits for the event loop have its turn when the work has run for a while.
 */
export function createSlices(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < MAX_SLICE_MS) return;
    await nextTurn();
    since = performance.now();
  };
}

/** Resolves when whatever waits for the event loop has had its turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
