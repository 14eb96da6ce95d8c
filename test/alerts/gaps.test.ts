import { expect, test } from 'vitest';
import { addCoverage, type Coverage, newCoverage } from '../../src/alerts/coverage.ts';
import { EMPTY_GRAPH } from '../../src/alerts/dependency-graph.ts';
import { findGaps, type GapFacts } from '../../src/alerts/find-gaps.ts';
import { createGaps } from '../../src/alerts/gaps.ts';
import { learnDependencies } from '../../src/alerts/learn-dependencies.ts';
import { wordGaps } from '../../src/alerts/word-gaps.ts';
import { createLocalTime } from '../../src/core/local-time.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import type { Person } from '../../src/people/person.ts';
import { createTimeOfPerson } from '../../src/people/time-of-person.ts';
import {
  type AlertHouse,
  anna,
  ben,
  down,
  machine,
  openAlertHouse,
  up,
} from '../support/alert-house.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const NOW = Date.UTC(2026, 10, 21, 12);

const guest = (id: number, name: string, lacks: readonly string[] = []): PlacedThing => ({
  ...{ subject: `proxmox/guest/${id}`, name, addresses: [name], parents: ['proxmox/node/pve1'] },
  lacks,
});
const NODE: PlacedThing = {
  ...{ subject: 'proxmox/node/pve1', name: 'pve1', addresses: ['pve1'], parents: [] },
};

/** The coverage of two weeks, with these reports a moment ago. */
const covered = (...names: readonly string[]): Coverage =>
  addCoverage(
    newCoverage(NOW - 14 * DAY),
    names.map((name) => down(name)),
    NOW - MINUTE,
  );

const named = (facts: Partial<GapFacts>): readonly string[] =>
  findGaps({
    ...{ graph: EMPTY_GRAPH, coverage: covered('nas'), configured: [], now: NOW, ...facts },
  }).map(({ kind, name }) => `${kind}: ${name}`);

test('a guest without backups is named once that has been so for a day', () => {
  const places = [NODE, guest(104, 'plex', ['backups']), guest(105, 'nas')];
  const first = learnDependencies(EMPTY_GRAPH, 'proxmox', places, NOW - 25 * HOUR);
  const coverage = covered('pve1');
  expect(named({ graph: first, coverage, now: NOW - 25 * HOUR })).toEqual([]);
  const still = learnDependencies(first, 'proxmox', places, NOW);
  expect(named({ graph: still, coverage })).toEqual(['unwatched: backups of plex']);
  const once = learnDependencies(first, 'proxmox', [NODE, guest(104, 'plex')], NOW - HOUR);
  expect(named({ graph: learnDependencies(once, 'proxmox', places, NOW), coverage })).toEqual([]);
});

test('a machine that others depend on has a second look once a source outside has named it', () => {
  const graph = learnDependencies(
    EMPTY_GRAPH,
    'network',
    [
      machine('sw-attic', [], 'device'),
      machine('SW-Cellar', [], 'device'),
      machine('box', ['sw-attic']),
      machine('tv', ['SW-Cellar']),
    ],
    NOW,
  );
  expect(named({ graph })).toEqual(['single: sw-attic', 'single: SW-Cellar']);
  expect(named({ graph, coverage: covered('sw-attic', 'sw-cellar.lan') })).toEqual([]);
});

test('a machine that two areas know is named once', () => {
  const network = learnDependencies(EMPTY_GRAPH, 'network', [machine('pve1')], NOW);
  const graph = learnDependencies(network, 'proxmox', [NODE, guest(104, 'plex')], NOW);
  expect(named({ graph })).toEqual(['single: pve1']);
  expect(named({ graph, coverage: covered('pve1') })).toEqual([]);
});

test('without any source outside that is said once', () => {
  const graph = learnDependencies(EMPTY_GRAPH, 'proxmox', [NODE, guest(104, 'plex')], NOW);
  expect(named({ graph, coverage: newCoverage(NOW - 14 * DAY) })).toEqual([
    'single: anything (no tool reports here)',
  ]);
});

test('nothing is said of sources before a week was noted', () => {
  const graph = learnDependencies(EMPTY_GRAPH, 'proxmox', [NODE, guest(104, 'plex')], NOW);
  const coverage = { ...newCoverage(NOW - 6 * DAY) };
  expect(named({ graph, coverage, configured: ['gatus'] })).toEqual([]);
});

test('a source is silent after a month, or when it has never reported', () => {
  const coverage = addCoverage(newCoverage(NOW - 90 * DAY), [down('nas')], NOW - 31 * DAY);
  expect(named({ coverage, configured: ['kuma', 'gatus'] })).toEqual([
    'silent: kuma',
    'silent: gatus',
  ]);
  expect(named({ coverage: addCoverage(coverage, [down('nas')], NOW - 29 * DAY) })).toEqual([]);
});

test('a source that reports in groups has to send a heartbeat', () => {
  const grouped = down('nas', { source: 'am', groupKey: 'g' });
  const coverage = addCoverage(covered('nas'), [grouped], NOW - MINUTE);
  expect(named({ coverage })).toEqual(['no-heartbeat: am']);
  const beat = down('Watchdog', { source: 'am', state: 'heartbeat' });
  expect(named({ coverage: addCoverage(coverage, [beat], NOW) })).toEqual([]);
});

test('the relay itself is named when nothing outside watches it, and not when that is unknown', () => {
  expect(named({ isRelayWatched: false })).toEqual([
    'unwatched: the relay itself (HEARTBEAT_URL is not set)',
  ]);
  expect(named({ isRelayWatched: true })).toEqual([]);
});

test("the relay's own looks cover nothing, and the same report again is not stored again", () => {
  const before = covered('nas');
  expect(addCoverage(before, [down('sw1', { source: 'self' }), down('nas')], NOW)).toBe(before);
});

test('five are named by kind, and the others are counted', () => {
  const gap = (kind: 'unwatched' | 'single' | 'silent', name: string) => ({ kind, name });
  const some = [gap('single', 'sw1'), gap('unwatched', 'backups of plex'), gap('silent', 'kuma')];
  expect(wordGaps(some)).toBe(
    'Nothing watches: backups of plex. No report for a month from: kuma. No second look at: sw1.',
  );
  expect(wordGaps([...some, ...some, ...some])).toMatch(/: sw1, sw1\. \+4 more\.$/);
});

function gapsOf(house: AlertHouse, isRelayWatched?: boolean) {
  const { alerts, clock, people, stores } = house;
  const timeOf = createTimeOfPerson({ people, clock, time: createLocalTime(clock, 'UTC') });
  const store = stores.alerts;
  return createGaps({
    ...{ alerts, clock, people, timeOf, store, configured: [], isRelayWatched },
  });
}

const HEARTBEAT = 'Nothing watches: the relay itself (HEARTBEAT_URL is not set).\nGAPS=list';

/** The end of November, ten hours before the first of December begins in UTC. */
const NOVEMBER_30 = Date.UTC(2026, 10, 30, 14);

async function textsAt(house: AlertHouse, hours: number, isRelayWatched = false) {
  await house.until(hours * 3600);
  await gapsOf(house, isRelayWatched).sendDue(); // as after a restart
  return house.sent
    .filter(({ at }) => at === hours * 3600)
    .map(({ person, text }) => [person, text]);
}

const inBerlin = (person: Person): Person => ({ ...person, timeZone: 'Europe/Berlin' });

test('the text comes once a month, on the first at ten where the person is', async () => {
  using house = openAlertHouse({ people: [anna, inBerlin(ben)], start: NOVEMBER_30 });
  for (const hours of [0, 9, 18.9]) expect(await textsAt(house, hours)).toEqual([]);
  expect(await textsAt(house, 19)).toEqual([['ben', HEARTBEAT]]);
  expect(await textsAt(house, 20)).toEqual([['anna', HEARTBEAT]]);
  for (const hours of [20.1, 44, 60, 31 * 24]) expect(await textsAt(house, hours)).toEqual([]);
  expect(await textsAt(house, 31 * 24 + 18)).toEqual([]);
  expect(await textsAt(house, 31 * 24 + 20)).toHaveLength(2);
});

test('quiet hours and a quiet time put it off, and after three days it is dropped', async () => {
  const late = { ...anna, quiet: { from: 22 * 60, to: 11 * 60 } };
  using house = openAlertHouse({ people: [late, ben], start: NOVEMBER_30 });
  await house.stores.alerts.save({
    readers: new Map([['ben', { sent: [], quietUntil: NOVEMBER_30 + 5 * DAY }]]),
  });
  expect(await textsAt(house, 20.5)).toEqual([]);
  expect(await textsAt(house, 21)).toEqual([['anna', HEARTBEAT]]);
  expect(await textsAt(house, 44)).toEqual([]);
  expect(await textsAt(house, 24 * 5 + 1)).toEqual([]);
});

test('without a gap there is no text in that month', async () => {
  using house = openAlertHouse({ start: NOVEMBER_30 });
  expect(await textsAt(house, 20, true)).toEqual([]);
  expect(await textsAt(house, 21, false)).toEqual([]);
});

test('what is reported is stored, and the list names what the text only counts', async () => {
  using house = openAlertHouse();
  await house.report(0, down('nas', { groupKey: 'g' }));
  await house.report(5, up('nas'));
  const places = [NODE, ...[1, 2, 3, 4, 5, 6, 7].map((id) => guest(id, `vm${id}`, ['backups']))];
  await house.learn(10, 'proxmox', places);
  const time = createLocalTime(house.clock, 'UTC');
  const list = async (): Promise<string> => {
    const { operation } = gapsOf(house);
    const answer = await operation.call({});
    if (!answer.ok) throw new Error(answer.error.kind);
    expect(operation.output.parse(answer.value.value)).toEqual(answer.value.value);
    return answer.value.format(time).text;
  };
  expect(await list()).toBe('No gap is known. Sources are judged from 28 Nov 12:00 on.');
  await house.until(8 * 24 * 3600);
  await house.learn(8 * 24 * 3600, 'proxmox', places);
  const text = await list();
  expect(text).toMatch(/^9 gaps\. Nothing watches: backups of vm1, .*, backups of vm7\./);
  expect(text).toMatch(/No heartbeat from: kuma\. No second look at: pve1\.$/);
});
