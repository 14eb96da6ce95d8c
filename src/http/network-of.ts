const IPV4 = /^(?:::ffff:)?(\d+(?:\.\d+){3})$/i;

/** Returns the part of an address that a client cannot choose: all of IPv4, and the first half of IPv6. */
export function networkOf(address: string): string {
  const [, ipv4] = IPV4.exec(address) ?? [];
  if (ipv4 !== undefined) return ipv4;
  const [left = [], right] = address.split('::').map((half) => half.split(':').filter(Boolean));
  if (!right) return left.slice(0, 4).join(':');
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
