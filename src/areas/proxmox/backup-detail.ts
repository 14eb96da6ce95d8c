import { z } from 'zod';
import { isNoSource } from '../../core/no-source.ts';
import type { ItemDetail } from '../../operation/read-operation.ts';
import { formatBackup } from './format.ts';
import { Backup, type Guest, type Proxmox } from './proxmox.ts';

/** The last backup of a guest; without `backup` its source did not answer. */
const BackupDetail = z.object({ backup: Backup.optional() });
type BackupDetail = z.infer<typeof BackupDetail>;

/** The last backup of a guest, which is read where the list does not contain it. */
export const backupDetail = (
  proxmox: Pick<Proxmox, 'backup'>,
): ItemDetail<Guest, BackupDetail> => ({
  output: BackupDetail,
  async read(guest) {
    if (guest.backup) return { backup: guest.backup };
    const answer = await proxmox.backup?.(guest);
    if (!answer || isNoSource(answer)) return undefined;
    return answer.ok ? { backup: answer.value.value } : {};
  },
  format: ({ backup }, time) => (backup ? formatBackup(backup, time) : 'Backup ?'),
});
