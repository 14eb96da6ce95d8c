import { z } from 'zod';
import type { AlertSeverity, AlertState } from '../../alerts/alert-event.ts';
import { fieldOf, isObject, looseObject, looseText, toText } from './lenient.ts';
import { oneAlert, type ReportReader } from './report.ts';

const Notification = z.object({
  title: looseText,
  message: looseText,
  severity: looseText,
  timestamp: z.unknown().optional(),
  fields: looseObject,
});

const SEVERITIES: readonly unknown[] = ['info', 'notice', 'warning', 'error', 'unknown'];

/** Notifications of Proxmox VE, and of Proxmox Backup Server, by the body of our page about them. */
export const proxmoxVe: ReportReader = {
  product: 'proxmox-ve',
  matches: ({ title, severity, fields }) =>
    title !== undefined && isObject(fields) && SEVERITIES.includes(severity),
  read(body) {
    const {
      title = '',
      message,
      severity = 'unknown',
      timestamp,
      fields,
    } = Notification.parse(body);
    const field = (name: string) => toText(fieldOf(fields, name));
    const type = field('type');
    const isFencing = type === 'fencing';
    const node = isFencing ? FENCED.exec(title)?.[1] : undefined;
    const subject = node ?? field('hostname');
    const isTest = /^test notification/i.test(title) || type === 'test';
    const state = isTest ? 'test' : stateOf(severity, type);
    return oneAlert({
      key: JSON.stringify([
        ...[type, subject, field('job-id'), field('datastore')],
        // Mails of a system are about many things, and none of them has an id.
        ...(type === undefined || type === 'system-mail' ? [title] : []),
      ]),
      state,
      severity: isFencing ? 'critical' : (LEVELS[severity] ?? 'warning'),
      subject,
      title: isTest ? 'Proxmox test' : titleOf(title, message),
      detail: message?.replaceAll(/^[=-]{3,}\r?$/gm, ''),
      startedAt: state === 'resolved' ? undefined : timestamp,
      endedAt: timestamp,
    });
  },
};

const FENCED = /node '([^'\n]{1,63})'/;
const BACKUP = /^vzdump backup status(?: \([^)\n]*\))?: /;
/** A row of the table in the mail about a backup: number, name and state of a guest. */
const FAILED_GUEST = /^\d{1,9}[ \t]{1,20}(\S{1,63})[ \t]{1,80}(?:err|error|failed)\b/gm;

/** `backup failed: plex, nas`. */
function titleOf(title: string, message = ''): string {
  if (!BACKUP.test(title)) return title;
  const guests = [...message.matchAll(FAILED_GUEST)].map(([, name]) => name);
  return [title.replace(BACKUP, ''), guests.join(', ')].filter((it) => it !== '').join(': ');
}

/** An error says that a job failed, no more: Proxmox has no word for worse. */
const LEVELS: Readonly<Record<string, AlertSeverity>> = { info: 'info', notice: 'info' };

/** Jobs that report success as well; a success ends the failure before. */
const ENDS = new Set(['vzdump', 'replication', 'gc', 'prune', 'verify', 'sync', 'tape-backup']);

function stateOf(severity: string, type = ''): AlertState {
  if (severity === 'info' && ENDS.has(type)) return 'resolved';
  return severity === 'info' || severity === 'notice' ? 'info' : 'firing';
}
