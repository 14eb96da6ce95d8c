import { expect, test } from 'vitest';
import type { Device, NetworkAlert, NetworkStatus } from '../../../src/areas/network/network.ts';
import { findProblems } from '../../../src/areas/network/problems.ts';
import { describeProblem } from '../../../src/operation/problem.ts';
import { FakeInventory } from '../../support/fake-inventory.ts';

const gear = (name: string, kind: Device['kind'], over: Partial<Device> = {}): Device => ({
  ids: [`mac-${name}`],
  name,
  kind,
  online: true,
  ...over,
});
const away = (name: string, kind: Device['kind']): Device => gear(name, kind, { online: false });
const alert = (message: string, over: Partial<NetworkAlert> = {}): NetworkAlert => ({
  severity: 'critical',
  message,
  ...over,
});

const wordsOf = (status: NetworkStatus, off: readonly string[] = []): readonly string[] =>
  findProblems(status, new FakeInventory(off)).map(describeProblem);

test.for<readonly [string, NetworkStatus, readonly string[]]>([
  ['a network where all is well', { devices: 47, alerts: 0, offline: [], wan: { up: true } }, []],
  ['a network of which little is told', { devices: 47 }, []],
  ['an access point that is away', { gear: [away('AP', 'access-point')] }, ['AP down']],
  ['a switch that is away', { gear: [away('USW', 'switch')] }, ['USW down']],
  ['gear of which only the name is told', { offline: ['AP'] }, ['AP down']],
  ['gear that is told twice', { gear: [away('AP', 'access-point')], offline: ['AP'] }, ['AP down']],
  [
    'the gateway before what hangs on it',
    { gear: [away('AP', 'access-point'), away('USW', 'switch'), away('UDM', 'gateway')] },
    ['UDM down', 'USW down', 'AP down'],
  ],
  ['gear in a state that nobody understands', { gear: [gear('AP', 'other')] }, []],
  [
    'a way out that is down, before all else',
    { wan: { up: false }, gear: [away('AP', 'access-point')] },
    ['WAN down', 'AP down'],
  ],
  [
    'a critical alert',
    { alerts: 1, critical: [alert('Malware from 10.0.0.5')] },
    ['critical alert: Malware from 10.0.0.5'],
  ],
  [
    'a critical alert about a device, in its name',
    { alerts: 1, critical: [alert('USW-24 is too hot', { device: 'USW-24' })] },
    ['USW-24 is too hot'],
  ],
  [
    'an alert about a device that is away, once',
    {
      alerts: 2,
      gear: [away('AP', 'access-point')],
      critical: [alert('AP lost its uplink'), alert('No beacon', { device: 'AP' })],
    },
    ['AP down'],
  ],
  ['warnings, which are counts', { alerts: 2, critical: [] }, []],
  ['alerts of which nobody says how bad they are', { alerts: 2 }, ['2 alerts open']],
  ['one of them', { alerts: 1 }, ['1 alert open']],
])('%s', ([, status, expected]) => {
  expect(wordsOf(status)).toEqual(expected);
});

test('what may be off is no problem, nor is an alert about it', () => {
  const status = {
    gear: [away('AP', 'access-point'), away('USW', 'switch')],
    critical: [alert('AP lost its uplink')],
  };
  expect(wordsOf(status, ['network/device/mac-AP'])).toEqual(['USW down']);
});

test('an alert about another device, whose name begins alike, is not hidden with it', () => {
  const status = {
    gear: [away('AP-1', 'access-point')],
    critical: [alert('AP-10 lost its uplink')],
  };
  expect(wordsOf(status, ['network/device/mac-AP-1'])).toEqual([
    'critical alert: AP-10 lost its uplink',
  ]);
});

test('a device that one list names as away and another does not is away', () => {
  const status = { gear: [gear('AP', 'access-point')], offline: ['AP'] };
  expect(wordsOf(status)).toEqual(['AP down']);
  expect(wordsOf(status, ['network/device/mac-AP'])).toEqual([]);
});

test('a problem opens the screen that says more', () => {
  const status = {
    wan: { up: false },
    gear: [away('AP', 'access-point')],
    offline: ['nameless'],
    critical: [alert('Malware', { at: '2026-11-21T11:00:00Z' })],
  };
  const [wan, ap, nameless, malware] = findProblems(status, new FakeInventory());
  expect([wan?.subject, wan?.opens]).toEqual(['network/wan', { screen: 'network.details' }]);
  expect([ap?.subject, ap?.opens]).toEqual([
    'network/device/mac-AP',
    { screen: 'network.device', subject: 'mac-AP' },
  ]);
  expect(nameless?.opens).toEqual({ screen: 'network.details' });
  expect(malware?.subject).toMatch(/^network\/alert\/[\w-]{12}$/);
  expect(malware?.opens.screen).toBe('network.alert');
  expect(malware?.subject.endsWith(malware.opens.subject ?? '?')).toBe(true);
});

test('a long alert is named by its beginning', () => {
  const [words = ''] = wordsOf({ critical: [alert('word '.repeat(60))] });
  expect(words.length).toBeLessThan(80);
  expect(words).toMatch(/^critical alert: word word .*\.\.\.$/);
});
