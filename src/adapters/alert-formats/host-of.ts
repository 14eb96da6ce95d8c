const BRACKETED = /^\[([^\]]+)\](?::\d{1,5})?$/;
const WITH_PORT = /^([^:/]+):\d{1,5}$/;

/** Returns the host of `host:port`, `[::1]:port` or an address; anything else as it is. */
export function hostOf(target: string): string {
  if (/^https?:\/\//i.test(target) && URL.canParse(target)) return new URL(target).hostname;
  const [, host = target] = BRACKETED.exec(target) ?? WITH_PORT.exec(target) ?? [];
  return host;
}
