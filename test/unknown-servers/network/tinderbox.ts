import { counts, finds, lists, type Stranger, says, untold } from '../item.ts';
import { inJson, isReading, text } from '../unknown-server.ts';

const host = (name: string, ip: string, link: string, isActive: boolean, index: number) => ({
  NewIndex: String(index),
  NewHostName: name,
  NewIPAddress: ip,
  NewMACAddress: `02:7B:00:00:00:0${index}`,
  NewInterfaceType: link,
  NewActive: isActive ? '1' : '0',
  NewLeaseTimeRemaining: '0',
});

const HOSTS = [
  host('studio-mac', '10.3.0.21', 'Ethernet', true, 1),
  host('old-laptop', '10.3.0.22', '', false, 2),
  host('pixel-jo', '10.3.0.23', '802.11', true, 3),
  host('attic-cam', '10.3.0.24', '', false, 4),
  host('scanner', '10.3.0.25', '802.11', true, 5),
  host('telly', '10.3.0.26', 'Ethernet', true, 6),
];

const EVENTS = `21.11.26 11:52:03 Login to the user interface from 10.3.0.21 was successful.
21.11.26 10:31:44 Repeater-Attic left the mesh.
20.11.26 10:57:30 Internet connection established. IP address: 203.0.113.61`;

/** A router's own old protocol: every value is a text, every key begins with New, and hosts that left stay listed. */
export const tinderbox: Stranger = {
  product: 'tinderbox-tr064',
  area: 'network',
  habit: 'other nouns',
  tools: [
    {
      name: 'hosts_table',
      description:
        'Every host the box has ever seen, as GetGenericHostEntry tells it. NewActive is 1 for hosts that are connected right now.',
      ...isReading,
      answer: () => inJson({ NewHostNumberOfEntries: String(HOSTS.length), hosts: HOSTS }),
    },
    {
      name: 'wan_link',
      description: 'State of the internet connection.',
      ...isReading,
      answer: () =>
        inJson({
          NewConnectionStatus: 'Connected',
          NewLastConnectionError: 'ERROR_NONE',
          NewUptime: '90000',
          NewExternalIPAddress: '203.0.113.61',
        }),
    },
    {
      name: 'mesh_devices',
      description: 'The router and its repeaters (access points of the mesh).',
      ...isReading,
      answer: () =>
        inJson({
          schema_version: '7.6',
          devices: [
            {
              device_name: 'Tinderbox',
              mesh_role: 'master',
              device_type: 'router',
              reachable: '1',
            },
            {
              device_name: 'Repeater-Hall',
              mesh_role: 'slave',
              device_type: 'access point',
              reachable: '1',
            },
            {
              device_name: 'Repeater-Attic',
              mesh_role: 'slave',
              device_type: 'access point',
              reachable: '0',
            },
          ],
        }),
    },
    { name: 'box_event_log', ...isReading, answer: () => text(EVENTS) },
    {
      name: 'reconnect_wan',
      description: 'Drops the internet connection and dials again for a new address.',
      isOffLimits: true,
      answer: () => inJson({ ok: '1' }),
    },
    {
      name: 'wake_host',
      isOffLimits: true,
      properties: { mac: { type: 'string' } },
      required: ['mac'],
      answer: () => inJson({ ok: '1' }),
    },
  ],
  world: {
    counts: { client: 4, AP: 2, alert: 1 },
    rows: ['studio-mac', 'pixel-jo', 'scanner', 'telly', 'Tinderbox', 'Repeater-'],
    troubles: ['Repeater-Attic'],
  },
  items: [
    counts(4, 'client', '1'),
    counts(4, 'client', '1c'),
    counts(2, 'AP', '1'),
    lists(['studio-mac', 'pixel-jo', 'scanner', 'telly'], '1c'),
    finds('pixel-jo', /Client pixel-jo\nIP 10\.3\.0\.23/),
    says(/! Repeater-Attic down/, '1', { habit: 'other units' }),
    says(/WAN (?:up|in ).*203\.0\.113\.61/, '1d', { habit: 'no verb' }),
    untold('search', 'attic-cam', { habit: 'narrower tools' }),
    untold('OK', 'home', { habit: 'narrower tools' }),
  ],
};
