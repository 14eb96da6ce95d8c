import { IP, MAC } from './prose.ts';
import { withRemark } from './remarks.ts';

const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 300;
const MAX_WORDS = 20;
const MAX_OTHERS = 4;

const HOST = /^[A-Za-z][\w.-]{0,62}$/;
/** Words of neighbour tables and leases that name no host. */
const NO_HOST =
  /^(?:dev|lladdr|at|on|via|ether|ethernet|router|permanent|expires|in|seconds|static|dynamic|reachable|stale|delay|probe|failed|incomplete|noarp|proxy|lan|wan|cm?|mac|ip|hw)$/i;
const INTERFACE =
  /^(?:eth|en|br|vmbr|igb|igc|ix|em|re|ue|vtnet|wl|wlan|wifi|ath|lan|vlan|bond|tap|lagg)\w{0,8}\d/i;
const LOST = /\b(?:failed|incomplete)\b/i;

/** Lines with one IP address and one MAC address each: neighbours, leases, ARP tables, in whatever order. */
export function parseAddressLines(text: string): unknown {
  const lines = text
    .split('\n', MAX_LINES + 1)
    .map((line) => line.slice(0, MAX_LINE_LENGTH).trim())
    .filter((line) => line !== '');
  const rows = lines.map(rowIn);
  const found = rows.filter((row) => row !== undefined);
  const others = lines.filter((_, at) => rows[at] === undefined);
  const isTable = found.length > 1 && others.length <= Math.min(MAX_OTHERS, found.length);
  if (!isTable) return undefined;
  const isCut = lines.length > MAX_LINES || others.some((line) => IP.test(line) || MAC.test(line));
  const listed = withRemark(found, others);
  return isCut ? { items: found, truncated: true } : listed;
}

function rowIn(line: string): Readonly<Record<string, string>> | undefined {
  const [ip, mac] = [IP.exec(line)?.[0], MAC.exec(line)?.[0]];
  if (ip === undefined || mac === undefined) return undefined;
  const words = line.split(/[\s,;()[\]|]+/, MAX_WORDS);
  const name = words.find(
    (word) => HOST.test(word) && !NO_HOST.test(word) && !INTERFACE.test(word),
  );
  return {
    ...{ ip, mac },
    ...(name !== undefined && { name }),
    ...(LOST.test(line) && { status: 'unreachable' }),
  };
}
