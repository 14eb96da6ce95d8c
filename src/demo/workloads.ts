/** A workload of the demo cluster. */
export interface Workload {
  readonly namespace: string;
  readonly name: string;
  readonly kind: 'deployment' | 'daemonset' | 'statefulset' | 'job';
  readonly port?: number;
  /** Its own address on the home network, if it has one. */
  readonly externalIp?: string;
}

/** The workloads of the demo cluster: 47 pods, counting a daemonset as one pod on each of three nodes. */
export const WORKLOADS: readonly Workload[] = [
  { namespace: 'kube-system', name: 'coredns', kind: 'deployment', port: 53 },
  { namespace: 'kube-system', name: 'local-path-provisioner', kind: 'deployment' },
  { namespace: 'kube-system', name: 'metrics-server', kind: 'deployment', port: 443 },
  {
    namespace: 'kube-system',
    name: 'traefik',
    kind: 'deployment',
    port: 443,
    externalIp: '192.168.1.240',
  },
  { namespace: 'kube-system', name: 'svclb-traefik', kind: 'daemonset' },
  { namespace: 'metallb-system', name: 'metallb-controller', kind: 'deployment' },
  { namespace: 'metallb-system', name: 'metallb-speaker', kind: 'daemonset' },
  { namespace: 'cert-manager', name: 'cert-manager', kind: 'deployment', port: 9402 },
  { namespace: 'cert-manager', name: 'cert-manager-cainjector', kind: 'deployment' },
  { namespace: 'cert-manager', name: 'cert-manager-webhook', kind: 'deployment', port: 443 },
  { namespace: 'longhorn-system', name: 'longhorn-manager', kind: 'daemonset' },
  { namespace: 'longhorn-system', name: 'instance-manager', kind: 'daemonset' },
  { namespace: 'longhorn-system', name: 'longhorn-ui', kind: 'deployment', port: 80 },
  { namespace: 'longhorn-system', name: 'csi-attacher', kind: 'deployment' },
  { namespace: 'monitoring', name: 'grafana', kind: 'deployment', port: 3000 },
  { namespace: 'monitoring', name: 'prometheus', kind: 'statefulset', port: 9090 },
  { namespace: 'monitoring', name: 'alertmanager', kind: 'statefulset', port: 9093 },
  { namespace: 'monitoring', name: 'loki', kind: 'statefulset', port: 3100 },
  { namespace: 'monitoring', name: 'node-exporter', kind: 'daemonset', port: 9100 },
  { namespace: 'monitoring', name: 'kube-state-metrics', kind: 'deployment', port: 8080 },
  {
    namespace: 'media',
    name: 'jellyfin',
    kind: 'deployment',
    port: 8096,
    externalIp: '192.168.1.241',
  },
  { namespace: 'media', name: 'plex-meta-manager', kind: 'deployment' },
  { namespace: 'media', name: 'sonarr', kind: 'deployment', port: 8989 },
  { namespace: 'media', name: 'radarr', kind: 'deployment', port: 7878 },
  { namespace: 'media', name: 'prowlarr', kind: 'deployment', port: 9696 },
  { namespace: 'media', name: 'qbittorrent', kind: 'deployment', port: 8080 },
  { namespace: 'apps', name: 'immich-server', kind: 'deployment', port: 2283 },
  { namespace: 'apps', name: 'immich-machine-learning', kind: 'deployment', port: 3003 },
  { namespace: 'apps', name: 'immich-postgres', kind: 'statefulset', port: 5432 },
  { namespace: 'apps', name: 'paperless', kind: 'deployment', port: 8000 },
  { namespace: 'apps', name: 'paperless-redis', kind: 'statefulset', port: 6379 },
  { namespace: 'apps', name: 'mealie', kind: 'deployment', port: 9000 },
  { namespace: 'apps', name: 'homepage', kind: 'deployment', port: 3000 },
  { namespace: 'apps', name: 'freshrss', kind: 'deployment', port: 80 },
  { namespace: 'apps', name: 'linkwarden', kind: 'deployment', port: 3000 },
  { namespace: 'backup', name: 'velero', kind: 'deployment', port: 8085 },
  { namespace: 'backup', name: 'restic-nightly', kind: 'job' },
];
