import type { LocalTime } from '../../core/local-time.ts';
import { isNoSource } from '../../core/no-source.ts';
import { formatBackup } from './format.ts';
import type { Guest, Proxmox } from './proxmox.ts';

/** Formats the last backup of a guest, which is read where the list does not contain it. */
export async function readBackupText(
  proxmox: Proxmox,
  guest: Guest,
  time: LocalTime,
): Promise<string | undefined> {
  if (guest.backup) return formatBackup(guest.backup, time);
  const backup = await proxmox.backup?.(guest);
  if (!backup || isNoSource(backup)) return undefined;
  return backup.ok ? formatBackup(backup.value.value, time) : 'Backup ?';
}
