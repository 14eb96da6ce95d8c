import type { PlacedThing } from '../../operation/placed-thing.ts';
import { subjectOf } from '../shared/area.ts';
import type { BackupReport, Guest, ProxmoxStatus } from './proxmox.ts';
import { locationOf } from './search-entries.ts';

const nodeSubject = (name: string): string => `proxmox/node/${name}`;

/** Returns each guest below its node. */
export function placesOf({ lists = {} }: ProxmoxStatus): readonly PlacedThing[] {
  const { nodes = [], guests = [], backups = [] } = lists;
  return [
    ...nodes.map(({ name }) => ({
      ...{ subject: nodeSubject(name), name, addresses: [name], parents: [] },
    })),
    ...guests.map((guest) => ({
      ...{ subject: subjectOf(locationOf(guest)), name: guest.name, addresses: [guest.name] },
      parents: [nodeSubject(guest.node)],
      ...(!hasBackup(guest, backups) && { lacks: ['backups'] }),
    })),
  ];
}

/** Returns true unless the source lists backups, and none of this guest. */
function hasBackup({ id, backup }: Guest, reports: readonly BackupReport[]): boolean {
  if (backup) return backup.at !== undefined || backup.error !== undefined;
  const ofGuests = reports.filter((report) => 'guest' in report);
  const isListed = ofGuests.some(({ at }) => at !== undefined);
  return !isListed || ofGuests.some(({ guest }) => guest === id);
}
