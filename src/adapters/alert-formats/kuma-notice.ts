import type { Result } from '../../core/result.ts';
import { readKumaMessage } from './kuma-message.ts';
import { oneAlert, type ReportedAlerts } from './report.ts';

/** The test button sends the name of the notification and this word. */
const isTest = (message: string): boolean => message.endsWith(' Testing');

/** Recognises a message of Uptime Kuma, the only thing that some of its body forms hold. */
export const isKumaMessage = (message: string): boolean =>
  isTest(message) || readKumaMessage(message) !== undefined;

/** Reads a message without a heartbeat: a test, a notice about a certificate, or the line for people alone. */
export function readNotice(message: string): Result<ReportedAlerts, never> {
  if (isTest(message)) {
    return oneAlert({ key: 'test', state: 'test', severity: 'info', title: message });
  }
  const said = readKumaMessage(message);
  if (said) {
    const { name, state, reason } = said;
    return oneAlert({ key: name, state, severity: 'critical', subject: name, title: reason });
  }
  const [, name, notice = message] = NOTICE.exec(message) ?? [];
  return oneAlert({
    key: `${name ?? ''} ${notice.replaceAll(/\d+/g, '')}`,
    state: 'info',
    severity: 'warning',
    subject: name,
    title: notice,
  });
}

/** `[name][url] server certificate CN=.. will expire in 7 days`. */
const NOTICE = /^\[([^\]\n]{1,200})\](?:\[[^\]\n]{0,500}\])?\s?(.+)/s;
