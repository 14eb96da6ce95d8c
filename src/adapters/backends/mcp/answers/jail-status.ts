const OF_JAIL = /^Status for the jail: *([\w.-]{1,80})\s*$/m;
const JAILS = /^\W*Jail list:([^\n]*)$/m;
const BANNED = /^\W*Banned IP list:([^\n]*)$/m;

/** Reads what fail2ban prints of its jails, or of one of them and the addresses that it bans. */
export function parseJailStatus(text: string): unknown {
  const [, jail] = OF_JAIL.exec(text) ?? [];
  const [, banned] = BANNED.exec(text) ?? [];
  if (jail !== undefined && banned !== undefined) return [{ jail, banned: wordsIn(banned) }];
  const [, names] = JAILS.exec(text) ?? [];
  return names === undefined ? undefined : { jails: wordsIn(names) };
}

const wordsIn = (list: string): readonly string[] => list.split(/[\s,]+/).filter(Boolean);
