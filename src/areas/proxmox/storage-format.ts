import { formatCount, formatPercent } from '../../core/format.ts';
import type { LocalTime } from '../../core/local-time.ts';
import type { Finding, Row } from '../../operation/operation.ts';
import { backupProblem, FULL_PERCENT } from './problems.ts';
import type { Backup, Guest, ProxmoxStatus, Storage } from './proxmox.ts';

/** Lists the last backup of every guest, problems first; guests that never had one come last. */
export function formatBackups({ lists }: ProxmoxStatus, time: LocalTime): Finding {
  const { guests = [], backups = [] } = lists ?? {};
  const reports = guests.flatMap((guest) => {
    const report = guest.backup ?? backups.find((it) => 'guest' in it && it.guest === guest.id);
    return report ? [{ guest, report }] : [];
  });
  if (reports.length === 0) return { text: 'Proxmox: no backups are told of' };
  const rows = reports.map(({ guest, report }) => toRow(guest, report, time));
  const failing = rows.filter(({ isWell }) => isWell === false).length;
  const failures = failing > 0 ? `, ${failing} in trouble` : '';
  const count = `Proxmox: backups of ${formatCount(rows.length, 'guest')}${failures}`;
  return { text: count, others: 'have a backup', rows: rows.toSorted(problemsFirst) };
}

const problemsFirst = (a: Row, b: Row): number => rankOf(a) - rankOf(b);
const rankOf = ({ isWell }: Row): number => (isWell === false ? 0 : isWell === true ? 1 : 2);

function toRow({ id, name }: Guest, report: Backup, time: LocalTime): Row {
  const problem = backupProblem(report, time.now());
  if (problem !== undefined) {
    return { id: String(id), isWell: false, text: `! ${name} ${problem}` };
  }
  const { at } = report;
  if (at === undefined) return { id: String(id), text: `${name} no backup` };
  return { id: String(id), isWell: true, text: `${name} ${time.formatTime(Date.parse(at))}` };
}

/** Lists the usage of every storage, fullest first. */
export function formatStorages({ lists }: ProxmoxStatus): Finding {
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
  if (measured.length === 0) return { text: 'Proxmox: no storage is told of' };
  const rows = measured
    .toSorted((a, b) => (b.usedPercent ?? 0) - (a.usedPercent ?? 0))
    .map(({ name, node, shared = false, usedPercent = 0 }) => ({
      id: node,
      isWell: usedPercent <= FULL_PERCENT,
      text: `${usedPercent > FULL_PERCENT ? '! ' : ''}${name}${shared ? '' : ` on ${node}`} ${formatPercent(usedPercent)} full`,
    }));
  const count = formatCount(rows.length, 'storage');
  return { text: `Proxmox: ${count}`, others: 'have room', rows };
}
