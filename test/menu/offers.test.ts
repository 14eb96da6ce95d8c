import { expect, test } from 'vitest';
import { composeFullCatalogue } from '../../src/app/full-catalogue.ts';
import { optionsForDeployment, optionsForPod } from '../../src/areas/k8s/actions.ts';
import type { K8s } from '../../src/areas/k8s/k8s.ts';
import { optionsForClient, optionsForDevice } from '../../src/areas/network/actions.ts';
import { NETWORK_VERBS, type Network } from '../../src/areas/network/network.ts';
import { optionsForGuest } from '../../src/areas/proxmox/actions.ts';
import type { Proxmox } from '../../src/areas/proxmox/proxmox.ts';
import { optionsForAlert, optionsForRule } from '../../src/areas/security/actions.ts';
import type { Security } from '../../src/areas/security/security.ts';
import { optOutKeyword } from '../../src/inbox/opt-out-keywords.ts';
import { toActionOption } from '../../src/menu/action-option.ts';
import { GLOBAL_COMMANDS } from '../../src/menu/commands.ts';
import { formatLabel } from '../../src/menu/menu.ts';
import type { Offer } from '../../src/operation/offer.ts';
import { guest } from '../support/fake-areas.ts';

const nobody = (): never => {
  throw new Error('nobody acts here');
};
const network: Pick<Network, 'changes'> = {
  changes: { verbs: async () => new Set(NETWORK_VERBS), act: nobody },
};
const proxmox: Pick<Proxmox, 'changes'> = {
  changes: {
    verbsFor: async () => new Set(['start', 'stop', 'shutdown', 'reboot']),
    act: nobody,
  },
};
const k8s: Pick<K8s, 'changes'> = {
  changes: { verbs: async () => new Set(['restart', 'scale', 'delete']), act: nobody },
};
const security: Pick<Security, 'changes'> = {
  changes: { verbs: async () => new Set(['ban', 'unban']), act: nobody },
};

const CASES: Readonly<Record<string, () => Promise<readonly Offer[]>>> = {
  client: () => optionsForClient(network, { id: 'aa:bb:cc:dd:ee:ff' }),
  'network device': () =>
    optionsForDevice(network, { ids: ['1'], kind: 'access-point', name: 'AP' }),
  switch: () => optionsForDevice(network, { ids: ['1'], kind: 'switch', name: 'USW' }),
  'running guest': () => optionsForGuest(proxmox, guest()),
  'stopped guest': () => optionsForGuest(proxmox, guest({ state: 'stopped' })),
  pod: () => optionsForPod(k8s, { name: 'plex-0', namespace: 'media' }),
  deployment: () => optionsForDeployment(k8s, { name: 'plex', namespace: 'media', wanted: 1 }),
  alert: () => optionsForAlert(security, { source: '203.0.113.5' }),
  ban: () => optionsForRule(security, { banned: '203.0.113.5' }),
};

const catalogue = composeFullCatalogue();
const everywhere = new Set(Object.values(GLOBAL_COMMANDS).flatMap((words) => [...words]));

test.for(Object.entries(CASES))(
  'nothing to press under a %s is a word of the carrier, or one of every screen',
  async ([, offers]) => {
    const options = (await offers()).flatMap((offer) => toActionOption(offer, catalogue) ?? []);
    expect(options).toHaveLength((await offers()).length);
    const pressed = options.filter(({ wantsNumber }) => !wantsNumber);
    expect(pressed.length).toBeGreaterThan(0);
    for (const offer of pressed) {
      const words = [offer.key, ...offer.label.split(' '), formatLabel(offer).replace(')', '')];
      expect(words.filter((word) => optOutKeyword(word) || everywhere.has(word))).toEqual([]);
    }
    expect(new Set(pressed.map(({ key }) => key)).size).toBe(pressed.length);
  },
);
