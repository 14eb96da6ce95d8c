import { expect, test } from 'vitest';
import { offersForDeployment, offersForPod } from '../../src/areas/k8s/actions.ts';
import type { K8s } from '../../src/areas/k8s/k8s.ts';
import { offersForClient, offersForGear } from '../../src/areas/network/actions.ts';
import { NETWORK_VERBS, type Network } from '../../src/areas/network/network.ts';
import { offersFor } from '../../src/areas/proxmox/actions.ts';
import type { Proxmox } from '../../src/areas/proxmox/proxmox.ts';
import { offersForAlert, offersForRule } from '../../src/areas/security/actions.ts';
import type { Security } from '../../src/areas/security/security.ts';
import { carrierWord } from '../../src/inbox/opt-out-keywords.ts';
import { EVERYWHERE } from '../../src/menu/commands.ts';
import { labelled } from '../../src/menu/menu.ts';
import type { Offer } from '../../src/operation/offer.ts';
import { guest } from '../support/fake-areas.ts';

const nobody = (): never => {
  throw new Error('nobody acts here');
};
const network: Pick<Network, 'deeds'> = {
  deeds: { verbs: async () => new Set(NETWORK_VERBS), act: nobody },
};
const proxmox: Pick<Proxmox, 'deeds'> = {
  deeds: {
    verbsFor: async () => new Set(['start', 'stop', 'shutdown', 'reboot']),
    act: nobody,
  },
};
const k8s: Pick<K8s, 'deeds'> = {
  deeds: { verbs: async () => new Set(['restart', 'scale', 'delete']), act: nobody },
};
const security: Pick<Security, 'deeds'> = {
  deeds: { verbs: async () => new Set(['ban', 'unban']), act: nobody },
};

const CASES: Readonly<Record<string, () => Promise<readonly Offer[]>>> = {
  client: () => offersForClient(network, { id: 'aa:bb:cc:dd:ee:ff' }),
  'network device': () => offersForGear(network, { ids: ['1'], kind: 'access-point', name: 'AP' }),
  switch: () => offersForGear(network, { ids: ['1'], kind: 'switch', name: 'USW' }),
  'running guest': () => offersFor(proxmox, guest()),
  'stopped guest': () => offersFor(proxmox, guest({ state: 'stopped' })),
  pod: () => offersForPod(k8s, { name: 'plex-0', namespace: 'media' }),
  deployment: () => offersForDeployment(k8s, { name: 'plex', namespace: 'media', wanted: 1 }),
  alert: () => offersForAlert(security, { source: '203.0.113.5' }),
  ban: () => offersForRule(security, { banned: '203.0.113.5' }),
};

const everywhere = new Set(Object.values(EVERYWHERE).flatMap((words) => [...words]));

test.for(Object.entries(CASES))(
  'nothing to press under a %s is a word of the carrier, or one of every screen',
  async ([, offers]) => {
    const pressed = (await offers()).filter(({ wantsNumber }) => !wantsNumber);
    expect(pressed.length).toBeGreaterThan(0);
    for (const offer of pressed) {
      const words = [offer.key, ...offer.label.split(' '), labelled(offer).replace(')', '')];
      expect(words.filter((word) => carrierWord(word) || everywhere.has(word))).toEqual([]);
    }
    expect(new Set(pressed.map(({ key }) => key)).size).toBe(pressed.length);
  },
);
