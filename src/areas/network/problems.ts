import type { Problem } from '../../operation/problem.ts';
import { shorten } from '../../operation/shorten.ts';
import { idOfAlert } from '../shared/alert-list.ts';
import type { Inventory } from '../shared/inventory.ts';
import { isNamedIn } from './is-named-in.ts';
import type { Device, NetworkAlert, NetworkStatus } from './network.ts';

/** Finds what a person would call broken in the network, worst first. */
export function findProblems(status: NetworkStatus, inventory: Inventory): readonly Problem[] {
  const offlineDevices = findOfflineDevices(status);
  const alerts = status.critical
    ?.filter((alert) => !isAbout(alert, offlineDevices))
    .map(problemOfAlert);
  return [
    ...(status.wan?.up === false ? [WAN_DOWN] : []),
    ...offlineDevices.map(problemOfDevice),
    ...(alerts ?? problemOfCount(status.alerts)),
  ].filter(({ subject }) => !inventory.isExpectedOff(subject));
}

/** Returns the alerts about devices that do not answer: no problems of their own as long as that lasts. */
export function findHidden(status: NetworkStatus): readonly string[] {
  const offlineDevices = findOfflineDevices(status);
  const hidden = status.critical?.filter((alert) => isAbout(alert, offlineDevices)) ?? [];
  return hidden.map(subjectOfAlert);
}

const isAbout = (
  { message, device }: NetworkAlert,
  devices: readonly Pick<Device, 'name'>[],
): boolean => devices.some(({ name }) => device === name || isNamedIn(message, name));

const subjectOfAlert = (alert: NetworkAlert): string => `network/alert/${idOfAlert(alert)}`;

const DETAILS = { screen: 'network.details' };
const CRITICAL = { severity: 'critical' } as const;

const WAN_DOWN: Problem = {
  ...CRITICAL,
  subject: 'network/wan',
  name: 'WAN',
  state: 'down',
  opens: DETAILS,
};

type OfflineDevice = Pick<Device, 'ids' | 'name' | 'kind'>;

const KINDS: readonly Device['kind'][] = ['gateway', 'switch', 'access-point', 'other'];

/** Returns the devices that do not answer, most important first; some sources give only their names, or list them as up. */
function findOfflineDevices({ gear = [], offline = [] }: NetworkStatus): readonly OfflineDevice[] {
  const listed = gear.filter(({ online }) => online === false);
  const isListed = (name: string): boolean => listed.some((it) => it.name === name);
  const others = offline
    .filter((name) => !isListed(name))
    .map((name): OfflineDevice => gear.find((it) => it.name === name) ?? { name, kind: 'other' });
  return [...listed, ...others].toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function problemOfDevice({ ids: [id] = [], name }: OfflineDevice): Problem {
  const opens = id === undefined ? DETAILS : { screen: 'network.device', subject: id };
  return { ...CRITICAL, subject: `network/device/${id ?? name}`, name, state: 'down', opens };
}

/** Names the problem after its device when the message begins with that name. */
function problemOfAlert(alert: NetworkAlert): Problem {
  const { device, message } = alert;
  const isNamed = device !== undefined && message.startsWith(`${device} `);
  return {
    ...CRITICAL,
    subject: subjectOfAlert(alert),
    name: isNamed ? device : 'critical alert:',
    state: shorten(isNamed ? message.slice(device.length + 1) : message),
    opens: { screen: 'network.alert', subject: idOfAlert(alert) },
  };
}

/** Alerts that are only counted have an unknown severity, so they are a warning. */
function problemOfCount(count = 0): readonly Problem[] {
  if (count === 0) return [];
  const name = count === 1 ? '1 alert' : `${count} alerts`;
  const opens = { screen: 'network.alerts' };
  return [{ subject: 'network/alerts', name, state: 'open', severity: 'warning', count, opens }];
}
