const EVERY_MS = 5;

/**
 * Watches the event loop. `stop` returns the longest time that it was held, in milliseconds of processor time: on the
 * wall clock, a busy machine holds it too.
 */
export function watchEventLoop(): { readonly stop: () => number } {
  let longest = 0;
  let last = process.threadCpuUsage();
  const note = (): void => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1000);
    last = process.threadCpuUsage();
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
