import type { AlertSeverity, AlertState } from '../../alerts/alert-event.ts';
import { err } from '../../core/result.ts';
import { foldedFields, isObject } from './lenient.ts';
import { oneAlert, type ReportReader } from './report.ts';

/** Alarms of the UniFi Network application, 9.3 and later. */
export const unifiNetwork: ReportReader = {
  product: 'unifi-network',
  matches: ({ app, name, parameters }) =>
    isObject(parameters) &&
    name !== undefined &&
    (app === 'network' || Object.keys(parameters).some((key) => /^unifi/i.test(key))),
  read(body) {
    const alarm = foldedFields(body);
    const about = foldedFields(isObject(body['parameters']) ? body['parameters'] : {});
    const name = alarm('name') ?? '';
    const words = alarm('message') ?? name;
    if (words === '') return err('no title');
    const device = about('unifidevicemac')?.toLowerCase();
    const place = device ?? about('unificlientmac')?.toLowerCase() ?? about('unifihost');
    const isClient = device === undefined && about('unificlientmac') !== undefined;
    const state = isClient ? 'info' : stateOf(name || words);
    return oneAlert({
      key: keyOf(state, { device, place, name, eventClass: alarm('deviceeventclassid') }),
      state,
      severity: severityOf(Number(alarm('severity'))),
      subject: about('unifidevicename', ...CLIENT_NAMES, 'unifihost'),
      title: state === 'test' ? 'UniFi test' : words,
    });
  },
};

const CLIENT_NAMES = ['unificlientalias', 'unificlientname', 'unificlienthostname'];

const FIRES = /\b(?:offline|disconnected|lost|down|unreachable|outage)\b/i;
const ENDS = /\b(?:online|connected|reconnected|restored|recovered)\b/i;

function stateOf(name: string): AlertState {
  if (/\btest\b/i.test(name)) return 'test';
  if (FIRES.test(name)) return 'firing';
  return ENDS.test(name) ? 'resolved' : 'info';
}

interface Alarm {
  readonly device: string | undefined;
  readonly place: string | undefined;
  readonly name: string;
  readonly eventClass: string | undefined;
}

/**
 * An end must have the key of its beginning, and has another class: the device is the key of both, or the name without
 * the word that differs, as in "Internet Disconnected" and "Internet Restored". What has no end is kept apart from them.
 */
function keyOf(state: AlertState, { device, place, name, eventClass }: Alarm): string {
  if (state !== 'firing' && state !== 'resolved')
    return JSON.stringify([place, eventClass ?? name]);
  if (device !== undefined) return device;
  const thing = name.replace(FIRES, '').replace(ENDS, '').trim().toLowerCase();
  return JSON.stringify([place, thing]);
}

function severityOf(level: number): AlertSeverity {
  if (level >= 9) return 'critical';
  return level >= 0 && level <= 3 ? 'info' : 'warning';
}
