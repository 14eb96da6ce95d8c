import { expect, test } from 'vitest';
import { createDependencies } from '../../src/alerts/dependencies.ts';
import { EMPTY_GRAPH } from '../../src/alerts/dependency-graph.ts';
import { learnDependencies } from '../../src/alerts/learn-dependencies.ts';
import { placesOf as placesOfNetwork } from '../../src/areas/network/places.ts';
import type { PlacedThing } from '../../src/operation/placed-thing.ts';
import { down, machine, openAlertHouse } from '../support/alert-house.ts';
import { alertPhone } from '../support/alert-phone.ts';

const node = (name: string): PlacedThing => ({
  ...{ subject: `proxmox/node/${name}`, name, addresses: [name], parents: [] },
});
const guest = (name: string, parent: string): PlacedThing => ({
  ...{ subject: `proxmox/guest/${name}`, name, addresses: [name], parents: [parent] },
});

const NETWORK = placesOfNetwork({
  gear: [
    { ids: ['gw1'], name: 'gw', kind: 'gateway' },
    { ids: ['sw1'], name: 'sw', kind: 'switch', uplinkId: 'gw1' },
    { ids: ['ap1'], name: 'ap-guests', kind: 'access-point', uplinkId: 'sw1' },
  ],
  clients: [
    { id: 'phone', name: 'pve1', wired: false, uplinkId: 'ap1' },
    { id: 'tablet', name: 'nas', wired: false, uplinkId: 'ap1' },
  ],
});
const AP = { source: 'self', key: 'network/device/ap1', title: 'down' } as const;

test('a phone of a guest that calls itself like a node or a NAS takes the place of neither', async () => {
  using house = openAlertHouse();
  await house.learn(0, 'network', NETWORK);
  await house.learn(0, 'proxmox', [node('pve1'), guest('plex', 'proxmox/node/pve1')]);
  await house.report(10, down('ap-guests', AP));
  await house.report(15, down('pve1'), down('nas'));
  const texts = [await house.text(30, 80), await house.text(30, 80), await house.text(30, 80)];
  expect(texts.filter((text) => text.includes('With it'))).toEqual([]);
  expect(texts.join('\n')).toMatch(/! pve1: no answer/);
  expect(texts.join('\n')).toMatch(/! nas: no answer/);
  const says = alertPhone(house);
  // A person may still mean the tablet.
  expect(await says('maint nas 1h')).toMatch(/^Maintenance of nas to/);
  expect(await says('maint ap-guests 1h')).toMatch(/^Maintenance of ap-guests and 2 below to/);
});

test('a guest that is called like a switch takes no part of it', () => {
  const graph = [
    ['network', [...NETWORK, machine('box1', ['sw1'])]] as const,
    [
      'proxmox',
      [node('pve2'), guest('sw', 'proxmox/node/pve2'), guest('all', 'proxmox/node/pve2')],
    ] as const,
  ].reduce((known, [area, things]) => learnDependencies(known, area, things, 0), EMPTY_GRAPH);
  const { placeOf, parentsOf } = createDependencies(graph, 0);
  expect(placeOf({ source: 'kuma', key: '1', subject: 'sw' })).toBeUndefined();
  expect(
    parentsOf('proxmox/guest/sw')
      .flat()
      .map(({ parent }) => parent),
  ).toEqual(['proxmox/node/pve2']);
});

test('a name that many clients have is nobody, and makes no thousands of dependencies', () => {
  const clients = Array.from({ length: 2000 }, (_, at) => ({
    ...machine(`c${at}`),
    addresses: ['same'],
  }));
  const nodes = Array.from({ length: 2000 }, (_, at) => ({
    ...node(`n${at}`),
    addresses: ['same'],
  }));
  const graph = learnDependencies(
    learnDependencies(EMPTY_GRAPH, 'network', clients, 0),
    'proxmox',
    nodes,
    0,
  );
  expect(graph.dependencies).toEqual([]);
});

test('names without an end are cut, and things with such a subject are left out', () => {
  const long = 'x'.repeat(10_000);
  const graph = learnDependencies(
    EMPTY_GRAPH,
    'network',
    [
      { subject: `network/client/${long}`, name: 'a', addresses: [], parents: [] },
      {
        ...{ subject: 'network/client/b', name: long },
        addresses: ['b', long, ...Array.from({ length: 100 }, (_, at) => `b${at}`)],
        parents: [long, 'c'],
      },
    ],
    0,
  );
  expect(graph.things).toHaveLength(1);
  const [thing] = graph.things;
  expect(thing?.name).toHaveLength(200);
  expect(thing?.addresses).toHaveLength(16);
  expect(thing?.parents).toEqual(['c']);
});

test.each([
  ...['tv.fritz.box', 'a.b.lan', 'plex.media.svc.cluster.local', 'pve2.lab', 'nas.corp'],
  ...['10.0.0.9', 'nas', 'printer.office.home.arpa'],
])('%s is no name on the internet', (subject) => {
  const graph = learnDependencies(EMPTY_GRAPH, 'network', NETWORK, 0);
  const { placeOf } = createDependencies(graph, 0);
  expect(placeOf({ source: 'kuma', key: '1', subject })).toBeUndefined();
  expect(placeOf({ source: 'kuma', key: '1', subject: 'status.example.com' })).toBe('network/wan');
});
