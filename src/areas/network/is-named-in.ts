/** Characters that continue a name: `AP-10` and `AP-1-old` do not name `AP-1`. */
const CONTINUES = /^[\p{L}\p{N}_-]/u;
const CONTINUED = /[\p{L}\p{N}_-]$/u;

/** Returns true when a message names this device, and not another one whose name contains this name. */
export function isNamedIn(message: string, name: string): boolean {
  if (name === '') return false;
  const parts = message.split(name);
  return parts.some((before, index) => {
    const after = parts[index + 1];
    return after !== undefined && !CONTINUED.test(before) && !CONTINUES.test(after);
  });
}
