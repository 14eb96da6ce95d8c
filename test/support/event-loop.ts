/** Watches how long the event loop is held; `stop` returns the longest time in milliseconds. */
export function watchEventLoop(): { readonly stop: () => number } {
  const EVERY_MS = 5;
  let longest = 0;
  let last = performance.now();
  const note = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last - EVERY_MS);
    last = now;
  };
  const timer = setInterval(note, EVERY_MS);
  return {
    stop() {
      note();
      clearInterval(timer);
      return longest;
    },
  };
}
