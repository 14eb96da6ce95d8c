import type { Problem } from '../../operation/problem.ts';
import { shorten } from '../../operation/shorten.ts';
import { idOfAlert } from '../shared/alert-list.ts';
import type { Inventory } from '../shared/inventory.ts';
import { isNamedIn } from './is-named-in.ts';
import type { Device, NetworkAlert, NetworkStatus } from './network.ts';

/** What a person would call broken in the network, the worst first. */
export function findProblems(status: NetworkStatus, inventory: Inventory): readonly Problem[] {
  const gone = goneGear(status);
  const isAboutGone = ({ message, device }: NetworkAlert): boolean =>
    gone.some(({ name }) => device === name || isNamedIn(message, name));
  const alerts = status.critical?.filter((alert) => !isAboutGone(alert)).map(problemOfAlert);
  return [
    ...(status.wan?.up === false ? [WAN_DOWN] : []),
    ...gone.map(problemOfGear),
    ...(alerts ?? problemOfCount(status.alerts)),
  ].filter(({ subject }) => !inventory.isExpectedOff(subject));
}

const DETAILS = { screen: 'network.details' };
const CRITICAL = { severity: 'critical' } as const;

const WAN_DOWN: Problem = {
  ...CRITICAL,
  subject: 'network/wan',
  name: 'WAN',
  state: 'down',
  opens: DETAILS,
};

type Gone = Pick<Device, 'ids' | 'name' | 'kind'>;

const KINDS: readonly Device['kind'][] = ['gateway', 'switch', 'access-point', 'other'];

/** What does not answer, the most important first; some sources tell no more of it than the name, or list it as up. */
function goneGear({ gear = [], offline = [] }: NetworkStatus): readonly Gone[] {
  const listed = gear.filter(({ online }) => online === false);
  const isListed = (name: string): boolean => listed.some((it) => it.name === name);
  const others = offline
    .filter((name) => !isListed(name))
    .map((name): Gone => gear.find((it) => it.name === name) ?? { name, kind: 'other' });
  return [...listed, ...others].toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind));
}

function problemOfGear({ ids: [id] = [], name }: Gone): Problem {
  const opens = id === undefined ? DETAILS : { screen: 'network.device', subject: id };
  return { ...CRITICAL, subject: `network/device/${id ?? name}`, name, state: 'down', opens };
}

/** Under the name of its device, where the alert begins with that. */
function problemOfAlert(alert: NetworkAlert): Problem {
  const { device, message } = alert;
  const id = idOfAlert(alert);
  const isNamed = device !== undefined && message.startsWith(`${device} `);
  return {
    ...CRITICAL,
    subject: `network/alert/${id}`,
    name: isNamed ? device : 'critical alert:',
    state: shorten(isNamed ? message.slice(device.length + 1) : message),
    opens: { screen: 'network.alert', subject: id },
  };
}

/** Alerts that are only counted may be anything. */
function problemOfCount(count = 0): readonly Problem[] {
  if (count === 0) return [];
  const name = count === 1 ? '1 alert' : `${count} alerts`;
  const opens = { screen: 'network.alerts' };
  return [{ subject: 'network/alerts', name, state: 'open', severity: 'warning', opens }];
}
