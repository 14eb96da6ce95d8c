import { z } from 'zod';
import { formatCount, formatPercent } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { Finding, Row } from '../../operation/finding.ts';
import { backupProblem, FULL_PERCENT } from './problems.ts';
import { Backup, type ProxmoxStatus, type Storage, type Storages } from './proxmox.ts';

const GuestBackup = z.object({ id: z.int(), name: z.string(), report: Backup });
type GuestBackup = z.infer<typeof GuestBackup>;

export const GuestBackups = z.object({ backups: z.array(GuestBackup) });

/** Returns the last backup of every guest whose source tells of it. */
export function backupsOf({ lists }: ProxmoxStatus): z.infer<typeof GuestBackups> {
  const { guests = [], backups = [] } = lists ?? {};
  return {
    backups: guests.flatMap(({ id, name, backup }) => {
      const report = backup ?? backups.find((it) => 'guest' in it && it.guest === id);
      return report ? [{ id, name, report: Backup.parse(report) }] : [];
    }),
  };
}

/** Lists the last backup of every guest, problems first; guests that never had one come last. */
export function formatBackups(backups: readonly GuestBackup[], time: LocalTime): Finding {
  if (backups.length === 0) return { text: 'Proxmox: no backups are told of' };
  const rows = backups.map((backup) => toRow(backup, time));
  const failing = rows.filter(({ isWell }) => isWell === false).length;
  const failures = failing > 0 ? `, ${failing} in trouble` : '';
  const count = `Proxmox: backups of ${formatCount(rows.length, 'guest')}${failures}`;
  return { text: count, others: 'have a backup', rows: rows.toSorted(problemsFirst) };
}

const problemsFirst = (a: Row, b: Row): number => rankOf(a) - rankOf(b);
const rankOf = ({ isWell }: Row): number => (isWell === false ? 0 : isWell === true ? 1 : 2);

function toRow({ id, name, report }: GuestBackup, time: LocalTime): Row {
  const problem = backupProblem(report, time.now());
  if (problem !== undefined) {
    return { id: String(id), isWell: false, text: `! ${name} ${problem}` };
  }
  const { at } = report;
  if (at === undefined) return { id: String(id), text: `${name} no backup` };
  return { id: String(id), isWell: true, text: `${name} ${time.formatTime(Date.parse(at))}` };
}

/** Returns the usage of every storage, or of the nodes' disks where storages are not told of, the fullest first. */
export function storagesOf({ lists }: ProxmoxStatus): Storages {
  const { storages = [], nodes = [] } = lists ?? {};
  const disks = nodes.map(
    ({ name, diskPercent }): Storage => ({
      name: 'disk',
      node: name,
      usedPercent: diskPercent,
    }),
  );
  const measured = (storages.length > 0 ? storages : disks).filter(
    ({ usedPercent }) => usedPercent !== undefined,
  );
  return {
    storages: measured.toSorted((a, b) => (b.usedPercent ?? 0) - (a.usedPercent ?? 0)),
  };
}

export function formatStorages(storages: readonly Storage[]): Finding {
  if (storages.length === 0) return { text: 'Proxmox: no storage is told of' };
  const rows = storages.map(({ name, node, shared = false, usedPercent = 0 }) => ({
    id: node,
    isWell: usedPercent <= FULL_PERCENT,
    text: `${usedPercent > FULL_PERCENT ? '! ' : ''}${name}${shared ? '' : ` on ${node}`} ${formatPercent(usedPercent)} full`,
  }));
  const count = formatCount(rows.length, 'storage');
  return { text: `Proxmox: ${count}`, others: 'have room', rows };
}
