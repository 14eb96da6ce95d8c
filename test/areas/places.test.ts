import { expect, test } from 'vitest';
import { placesOf as placesOfCluster } from '../../src/areas/k8s/places.ts';
import { placesOf as placesOfNetwork } from '../../src/areas/network/places.ts';
import { placesOf as placesOfProxmox } from '../../src/areas/proxmox/places.ts';
import type { BackupReport, Guest } from '../../src/areas/proxmox/proxmox.ts';
import { guest } from '../support/fake-areas.ts';

test('devices and clients are below what they are plugged into, the internet below the gateway', () => {
  const gear = [
    { ids: ['02:00:00:00:00:01', 'd1'], name: 'gw', kind: 'gateway' as const },
    { ids: ['02:00:00:00:00:02'], name: 'sw', kind: 'switch' as const, uplinkId: 'd1' },
  ];
  const clients = [
    { id: '02:00:00:00:00:03', name: 'nas', ip: '192.168.1.3', uplinkId: '02:00:00:00:00:02' },
  ];
  expect(placesOfNetwork({ gear, clients })).toEqual([
    { subject: 'network/wan', name: 'WAN', addresses: [], parents: ['02:00:00:00:00:01'] },
    {
      ...{ subject: 'network/device/02:00:00:00:00:01', name: 'gw', parents: [] },
      addresses: ['gw', '02:00:00:00:00:01', 'd1'],
    },
    {
      ...{ subject: 'network/device/02:00:00:00:00:02', name: 'sw', parents: ['d1'] },
      addresses: ['sw', '02:00:00:00:00:02'],
    },
    {
      ...{ subject: 'network/client/02:00:00:00:00:03', name: 'nas' },
      ...{ addresses: ['nas', '02:00:00:00:00:03', '192.168.1.3'] },
      parents: ['02:00:00:00:00:02'],
    },
  ]);
});

test('guests are below their node', () => {
  const nodes = [{ name: 'pve2', online: true }];
  expect(placesOfProxmox({ lists: { nodes, guests: [guest({ node: 'pve2' })] } })).toEqual([
    { subject: 'proxmox/node/pve2', name: 'pve2', addresses: ['pve2'], parents: [] },
    {
      ...{ subject: 'proxmox/guest/104', name: 'plex', addresses: ['plex'] },
      parents: ['proxmox/node/pve2'],
    },
  ]);
});

test('a guest lacks backups when its source lists those of others, and none of it', () => {
  const guests = [guest({ id: 104 }), guest({ id: 105 })];
  const at = '2026-11-20T02:00:00Z';
  const lacking = (
    backups: readonly BackupReport[] | undefined,
    listed: readonly Guest[] = guests,
  ) =>
    placesOfProxmox({ lists: { guests: listed, backups } })
      .filter(({ lacks = [] }) => lacks.includes('backups'))
      .map(({ subject }) => subject);
  expect(lacking([{ guest: 104, at }])).toEqual(['proxmox/guest/105']);
  expect(
    lacking([
      { guest: 104, at },
      { guest: 105, error: 'disk full' },
    ]),
  ).toEqual([]);
  expect(lacking([{ guest: 104, error: 'disk full' }])).toEqual([]); // no backup is listed at all
  expect(lacking([{ job: 'pve1', error: 'disk full' }])).toEqual([]);
  expect(lacking(undefined)).toEqual([]);
  const own = [guest({ id: 104, backup: {} }), guest({ id: 105, backup: { at } })];
  expect(lacking(undefined, own)).toEqual(['proxmox/guest/104']);
});

test('a deployment has the version that its cluster counts', () => {
  const deployment = { name: 'kino', namespace: 'media', wanted: 2, ready: 2, generation: 7 };
  expect(placesOfCluster({ lists: { deployments: [deployment] } })).toEqual([
    expect.objectContaining({ name: 'kino', version: '7', copies: 2 }),
  ]);
});

test('pods are below their node, and a deployment below the nodes of its pods', () => {
  const pod = { namespace: 'media', status: 'Running' };
  const pods = [
    { ...pod, name: 'kino-7d4b9c6f5d-x2x4z', node: 'k3s-1' },
    { ...pod, name: 'kino-7d4b9c6f5d-b8b9c', node: 'k3s-2' },
  ];
  const deployments = [{ name: 'kino', namespace: 'media', wanted: 2, ready: 2 }];
  const nodes = [{ name: 'k3s-1', ready: true }];
  expect(placesOfCluster({ lists: { nodes, pods, deployments } })).toEqual([
    { subject: 'k8s/node/k3s-1', name: 'k3s-1', addresses: ['k3s-1'], parents: [] },
    {
      ...{ subject: 'k8s/pod/media/kino-7d4b9c6f5d-x2x4z', addresses: [] },
      ...{ name: 'media/kino-7d4b9c6f5d-x2x4z', parents: ['k8s/node/k3s-1'] },
    },
    {
      ...{ subject: 'k8s/pod/media/kino-7d4b9c6f5d-b8b9c', addresses: [] },
      ...{ name: 'media/kino-7d4b9c6f5d-b8b9c', parents: ['k8s/node/k3s-2'] },
    },
    {
      ...{ subject: 'k8s/deployment/media/kino', name: 'kino', addresses: [] },
      parents: ['k8s/node/k3s-1', 'k8s/node/k3s-2'],
    },
  ]);
});

test('a client on the air stands for no machine by the name that it chose', () => {
  const gear = [
    { ids: ['ap1'], name: 'ap-guests', kind: 'access-point' as const },
    { ids: ['sw1'], name: 'sw', kind: 'switch' as const },
  ];
  const named = (over: object) => ({ id: 'c', name: 'pve1', ip: '192.168.9.9', ...over });
  const addressesOf = (over: object) =>
    placesOfNetwork({ gear, clients: [named(over)] }).at(-1)?.addresses;
  for (const over of [
    { wired: false, uplinkId: 'ap1' },
    { uplinkId: 'ap1' },
    { accessPoint: 'ap-guests' },
    { wired: true, name: 'SW' },
    { wired: true, name: '192.168.1.2' },
    { wired: true, name: '02:00:00:00:00:02' },
    { wired: true, name: 'proxmox/node/pve1' },
    { wired: true, name: 'wan' },
  ]) {
    expect(addressesOf(over), JSON.stringify(over)).toEqual(['c', '192.168.9.9']);
  }
  expect(addressesOf({ wired: true, uplinkId: 'sw1' })).toEqual(['pve1', 'c', '192.168.9.9']);
});
