import { describe, expect, test } from 'vitest';
import { findFalsehoods } from './falsehoods.ts';
import type { World } from './world.ts';

const WORLD: World = {
  counts: { node: 2, VM: 20, LXC: 3, client: 9, alert: [1, 2], pod: 5, pending: 1, failed: 0 },
  rows: ['plex', 'dns', 'hv1', 'hv2'],
  troubles: ['dns'],
  isFirewallOn: true,
};

const aboutsIn = (text: string) => findFalsehoods(text, WORLD).map(({ about }) => about);

describe('what is so, or only not known, is no falsehood', () => {
  test.for([
    'Proxmox partly: 2 nodes, 20 VMs, 3 LXC.\nCPU 21%\n? best guess from list_vms',
    'Proxmox ! dns stopped\n2 nodes, 20 VMs, 3 LXC',
    'Proxmox: 15 VMs, 2 LXC\n? best guess from list_vms, first 17 of 23',
    'Proxmox: 15+ VMs',
    'Proxmox: 15 VMs\n? no source for gateways, switches, maybe not all VMs',
    'Proxmox: 15 VMs, 3 LXC\n? best guess from list_vms, no answer about guests 2',
    'Proxmox ? answer not readable, never OK since start\nD)etails  V)Ms  N)odes',
    'Proxmox: no source for VMs',
    '1 ! dns stopped\n2 plex hv1',
    '! VM 101 plex\nunknown on hv1',
    '! No answer from Proxmox. Never OK since start\n2) Proxmox\n? for help',
    'PVE 2/2 ?\n2) Proxmox\n? for help',
    'Network: 2 alerts\n1 ! 11:30 dns is hot',
    'K8s ! 1 pod pending\n5 pods, 1 pending, 0 failed',
    'Firewall on, 3 things',
    '3 pods-of-plex hv1',
    'Nothing here is called "plex", but Proxmox could not be asked.',
    'Nothing that Proxmox told is called "plex".',
    'Nothing here is called "dragon".',
  ])('%s', (text) => {
    expect(aboutsIn(text)).toEqual([]);
  });
});

describe('what is not so is one', () => {
  test.for<readonly [text: string, abouts: readonly string[]]>([
    ['Proxmox partly: 2 nodes, 0 VMs, 3 LXC.\n? best guess from list_vms, first 3 of 23', ['VM']],
    ['Proxmox: 15 VMs, 3 LXC\n? best guess from list_vms', ['VM']],
    ['Proxmox: 15 VMs, 3 LXC\n? best guess from list_vms, no answer about nodes', ['VM']],
    ['Proxmox: 15 VMs\n? no source for gateways, switches, APs', ['VM']],
    ['Proxmox: 15 VMs\n? best guess from list_vms, no source for gateways, switches,', ['VM']],
    ['Proxmox: 21 VMs, 3 LXC\n? best guess from list_vms, first 24 of 90', ['VM']],
    ['Proxmox OK. 2 nodes, 20 VMs, 3 LXC.', ['OK']],
    ['OK. PVE 2/2', ['OK']],
    ['! K8s dns down. Net OK', ['OK']],
    ['PVE 0/0 ?', ['node']],
    ['Net 0 clients ?', ['client']],
    ['Network: no alerts', ['alert']],
    ['Proxmox ! plex stopped\n2 nodes', ['mark']],
    ['1 plex hv1\n2 dns hv1', ['row']],
    ['1 ghost', ['row']],
    ['Proxmox ! no nodes seen\n? best guess from list_offline_nodes', ['node']],
    ['! Firewall OFF, 3 things', ['firewall']],
    ['Nothing here is called "plex".\n2) Proxmox', ['search']],
    ['K8s ! dns 0 pods\n5 pods, 0 pending, 0 failed', ['pending']],
  ])('%s', ([text, abouts]) => {
    expect(aboutsIn(text)).toEqual(abouts);
  });
});
