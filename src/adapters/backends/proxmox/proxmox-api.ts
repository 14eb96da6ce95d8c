import { proxmoxFromSources } from '../../../areas/proxmox/from-sources.ts';
import { GUEST_VERBS, type Proxmox } from '../../../areas/proxmox/proxmox.ts';
import { shareInFlight } from '../../../areas/shared/share-call.ts';
import type { Clock } from '../../../core/clock.ts';
import { map, ok } from '../../../core/result.ts';
import type { Api } from '../../http-client/json-api.ts';
import { readGuest, readProxmoxNode, readQuorum, readStorage } from '../vendor-records/proxmox.ts';
import { readList } from '../vendor-records/read-list.ts';
import { createBackupReports } from './backup-reports.ts';
import { createBackups } from './backups.ts';
import { ofType, records } from './records.ts';
import { createRights } from './rights.ts';

/** Proxmox VE through its own API. One answer holds nodes, guests and storage. */
export function createProxmoxApi(api: Api, clock: Clock): Proxmox {
  const resources = shareInFlight(() => records(api, '/cluster/resources'));
  const missingRights = createRights(api, clock);

  return proxmoxFromSources(
    {
      async nodes() {
        const all = await resources();
        if (!all.ok) return all;
        const nodes = ofType(all.value, 'node');
        return readList(nodes, { from: api, clock, what: 'nodes', read: readProxmoxNode });
      },

      async guests() {
        const [all, missing] = await Promise.all([resources(), missingRights()]);
        if (!all.ok) return all;
        const guests = ofType(all.value, 'qemu', 'lxc');
        const read = await readList(guests, { from: api, clock, what: 'guests', read: readGuest });
        return read.ok && missing ? ok({ ...read.value, missing }) : read;
      },

      async quorum() {
        const status = await records(api, '/cluster/status');
        if (!status.ok) return status;
        const cluster = ofType(status.value, 'cluster');
        return ok({ value: readQuorum(cluster), asOf: clock.now(), source: api.source });
      },

      async storages() {
        const all = await resources();
        if (!all.ok) return all;
        const storages = ofType(all.value, 'storage');
        return readList(storages, { from: api, clock, what: 'storages', read: readStorage });
      },

      backups: createBackupReports(api, resources, clock),
      backup: createBackups(api, resources, clock),

      changes: {
        verbsFor: async () => new Set(GUEST_VERBS),
        async act({ node, kind, id }, verb) {
          const type = kind === 'vm' ? 'qemu' : 'lxc';
          const path = `/nodes/${encodeURIComponent(node)}/${type}/${id}/status/${verb}`;
          return map(await api.ask(path, { method: 'POST' }), () => undefined);
        },
      },
    },
    api.service,
  );
}
