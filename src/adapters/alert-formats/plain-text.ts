import { err, type Result } from '../../core/result.ts';
import { toPlain } from '../../sms/plain.ts';
import { isKumaMessage, readNotice } from './kuma-notice.ts';
import { oneAlert, type ReportedAlerts } from './report.ts';

const MAX_READ = 4000;

/** Reads a text: its first line is the title. Nothing in it says how bad it is, or when it is over. */
export function readPlainText(text: string): Result<ReportedAlerts, string> {
  const [title, ...rest] = text
    .slice(0, MAX_READ)
    .split(/[\r\n]+/)
    .filter((line) => toPlain(line).trim() !== '');
  if (title === undefined) return err('no title');
  if (isKumaMessage(title)) return readNotice(title);
  return oneAlert({ state: 'firing', severity: 'warning', title, detail: rest.join(' ') });
}
