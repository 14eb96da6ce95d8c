const OF_JAIL = 'Status for the jail:';
const JAILS = 'Jail list:';
const BANNED = 'Banned IP list:';

const MAX_LINES = 200;
const MAX_LINE_LENGTH = 20_000;
/** The branches of a tree before a fact: `|  |- `. */
const BRANCHES = /^[|`\s-]{1,20}/;

/** Reads what fail2ban prints of its jails, or of one of them and the addresses that it bans. */
export function parseJailStatus(text: string): unknown {
  const lines = text
    .split('\n', MAX_LINES)
    .map((line) => line.slice(0, MAX_LINE_LENGTH).replace(BRANCHES, ''));
  const after = (label: string): readonly string[] | undefined =>
    lines
      .find((line) => line.startsWith(label))
      ?.slice(label.length)
      .split(/[\s,]/)
      .filter(Boolean);
  const [jail] = after(OF_JAIL) ?? [];
  const banned = after(BANNED);
  if (jail !== undefined && banned) return [{ jail, banned }];
  const jails = after(JAILS);
  return jails && { jails };
}
