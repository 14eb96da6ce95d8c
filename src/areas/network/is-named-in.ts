/** What a name goes on with: `AP-1` is no part of `AP-10` or `AP-1-old`. */
const CONTINUES = /^[\p{L}\p{N}_-]/u;
const CONTINUED = /[\p{L}\p{N}_-]$/u;

/** Tells whether a message names this device, and not another one whose name contains it. */
export function isNamedIn(message: string, name: string): boolean {
  if (name === '') return false;
  const parts = message.split(name);
  return parts.some((before, index) => {
    const after = parts[index + 1];
    return after !== undefined && !CONTINUED.test(before) && !CONTINUES.test(after);
  });
}
