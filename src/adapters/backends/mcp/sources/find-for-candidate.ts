import type { Candidate } from './candidates.ts';
import { bansIn, expandBans } from './expand-bans.ts';
import { type FoundList, findOwnList } from './find-own-list.ts';
import { findUplink } from './find-uplink.ts';
import { groupedBy } from './grouped-by.ts';
import { splitLogText } from './log-texts.ts';
import type { ListName } from './profile.ts';

/** A tool that may tell many lists tells one only under its name. */
export const finding =
  (name: ListName, { head, tool }: Candidate) =>
  (data: unknown): FoundList | undefined => {
    const source = { isOwn: head !== '', groupedBy: groupedBy(tool) };
    const whole = name === 'logs' ? splitLogText(data) : data;
    const found =
      name === 'uplink'
        ? findUplink(data)
        : (findOwnList(whole, name, source) ?? loneBans(name, data));
    if (!found || (head === '' && !found.isNamed)) return undefined;
    if (name !== 'rules') return found;
    return { ...found, records: found.records.flatMap((it) => expandBans(it, tool)) };
  };

/** The bans of a lone jail. */
function loneBans(name: ListName, data: unknown): FoundList | undefined {
  const bans = name === 'rules' && !Array.isArray(data) ? bansIn(data) : undefined;
  return bans && { records: bans, kinds: undefined, isNamed: true };
}
