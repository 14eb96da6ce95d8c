import { describe, expect, test } from 'vitest';
import type { AreaName } from '../../../src/config/areas.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { LABELS, phoneOn, read } from './phone-on-area.ts';
import { load, RECORDED, RECORDED_AT, RecordedServer } from './recording.ts';

const TEXTS: Readonly<Record<AreaName, readonly string[]>> = {
  network: ['1', 'd', 'a', '1', '1c', '+', '3'],
  proxmox: ['2', 'd', '2v', '3', '2n', '1'],
  k8s: ['3', 'd', '3p', '1', '3s', '3', '3e', '1', '3n', '1'],
  security: ['4', 'a', '1', '4l', '1', '4f', '1'],
};

const AREA_OF: Readonly<Record<string, AreaName>> = {
  'ames-unifi-mcp.lazy': 'network',
  'canvrno-proxmoxmcp': 'proxmox',
  'containers-kubernetes-mcp-server': 'k8s',
  'containers-kubernetes-mcp-server.http-yaml-readonly': 'k8s',
  'containers-kubernetes-mcp-server.upstream-down': 'k8s',
  'flux159-mcp-server-kubernetes': 'k8s',
  'flux159-mcp-server-kubernetes.http': 'k8s',
  'frli4797-crowdsec-mcp': 'security',
  'gensecaihq-wazuh-mcp-server': 'security',
  'gilby125-mcp-proxmox': 'proxmox',
  'gilby125-mcp-proxmox.not-elevated': 'proxmox',
  'lucamarien-opnsense-mcp-server': 'security',
  'pproenca-unifi-mcp': 'network',
  'rekklesna-proxmoxmcp-plus': 'proxmox',
  'ry-ops-proxmox-mcp-server': 'proxmox',
  'ry-ops-unifi-mcp-server': 'network',
  'sirkirby-unifi-network-mcp.eager-http': 'network',
  'sirkirby-unifi-network-mcp.lazy-stdio': 'network',
};

test('every recording is read', () => {
  expect(new Set(Object.keys(AREA_OF))).toEqual(new Set(RECORDED));
});

describe('what the phone makes of a real server', () => {
  test.for(Object.entries(AREA_OF))('%s', async ([name, area]) => {
    const clock = new FakeClock(RECORDED_AT);
    const server = new RecordedServer(LABELS[area], load(name));
    const exchange = await read(phoneOn(area, server, clock), TEXTS[area]);
    await expect(`${exchange}\n`).toMatchFileSnapshot(`texts/${name}.txt`);
  });
});
