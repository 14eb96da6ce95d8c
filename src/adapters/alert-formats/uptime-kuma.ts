import { z } from 'zod';
import type { AlertState } from '../../alerts/alert-event.ts';
import { err, type Result } from '../../core/result.ts';
import { readKumaMessage, withoutPage } from './kuma-message.ts';
import { readNotice } from './kuma-notice.ts';
import { isObject, looseText } from './lenient.ts';
import { oneAlert, type ReportedAlerts, type ReportReader } from './report.ts';

/** The page that failed (`response`) and the configuration of the monitor are not even read. */
const Heartbeat = z.object({
  monitorID: looseText,
  status: looseText,
  time: looseText,
  lastDownTime: looseText,
  msg: looseText,
  important: z.unknown().optional(),
});
const Monitor = z.object({ id: looseText, name: looseText, parent: looseText, type: looseText });

/** The standard body of Uptime Kuma, in each of the ways it is sent. */
export const uptimeKuma: ReportReader = {
  product: 'uptime-kuma',
  matches: (body) => 'heartbeat' in body && 'monitor' in body,
  read({ heartbeat, monitor, msg }) {
    const message = typeof msg === 'string' ? msg.trim() : '';
    if (isObject(heartbeat)) return readHeartbeat(heartbeat, monitor, message);
    return message === '' ? err('no title') : readNotice(message);
  },
};

const STATES: ReadonlyMap<string | undefined, AlertState> = new Map([
  ['0', 'firing'],
  ['1', 'resolved'],
  ['2', 'nodata'],
  ['3', 'info'],
]);

function readHeartbeat(
  heartbeat: object,
  monitor: unknown,
  message: string,
): Result<ReportedAlerts, string> {
  const beat = Heartbeat.parse(heartbeat);
  const { id, name, parent, type } = Monitor.parse(isObject(monitor) ? monitor : {});
  const said = readKumaMessage(message);
  const state = STATES.get(beat.status) ?? said?.state ?? 'firing';
  const at = utc(beat.time);
  return oneAlert({
    key: beat.monitorID ?? id ?? name ?? said?.name,
    state,
    severity: state === 'info' ? 'info' : 'critical',
    subject: name ?? said?.name,
    title: withoutPage(beat.msg ?? said?.reason ?? message),
    // Each repetition of a Down has a time of its own; only the change has the time when it began.
    startedAt:
      state === 'resolved' ? utc(beat.lastDownTime) : beat.important === false ? undefined : at,
    endedAt: at,
    parents: parent === undefined ? undefined : [parent],
    isSummary: type === 'group' ? true : undefined,
  });
}

const utc = (time: string | undefined): string | undefined =>
  time === undefined || /[a-z]$/i.test(time) ? time : `${time}Z`;
