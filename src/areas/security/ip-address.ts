import { BlockList, isIP, SocketAddress } from 'node:net';

const IN_IPV6 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/;

/** Normalizes an address: IPv6 short and lower case, IPv4 never inside IPv6; undefined for other text and for zones. */
export function parseIp(text: string): string | undefined {
  const bare = text.trim();
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) === 0 || bare.includes('%')) return undefined;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  return IN_IPV6.exec(address)?.[1] ?? address;
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Returns true when an address is in a range such as `203.0.113.0/24`. */
export function isInRange(address: string, range: string): boolean {
  const [, start = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(range) ?? [];
  if (isIP(start) === 0 || Number(bits) > (isIP(start) === 6 ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(start, Number(bits), familyOf(start));
  return list.check(address, familyOf(address));
}
