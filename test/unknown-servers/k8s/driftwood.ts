import { counts, finds, lists, type Stranger, untold } from '../item.ts';
import { text } from '../unknown-server.ts';

const PODS = `4 pods are running in the cluster:

1. navidrome-0 in namespace music: Running, ready 1/1, 0 restarts
2. lidarr-0 in namespace music: Running, ready 1/1, 2 restarts
3. caddy-0 in namespace edge: Running, ready 1/1, 0 restarts
4. ddns-0 in namespace edge: Running, ready 1/1, 0 restarts`;

const SERVICES = `name,namespace,type,cluster_ip,ports
navidrome,music,ClusterIP,10.43.20.1,4533/TCP
caddy,edge,LoadBalancer,10.43.20.2,443/TCP`;

/** Its pods are well, and nobody tells that one of its nodes is not. */
export const driftwood: Stranger = {
  product: 'driftwood',
  area: 'k8s',
  habit: 'prose',
  tools: [
    {
      name: 'describe_all_pods',
      description: 'All pods in plain words.',
      answer: () => text(PODS),
    },
    { name: 'list_services', description: 'Services as CSV.', answer: () => text(SERVICES) },
    {
      name: 'list_node_taints',
      answer: () => text('[{"name":"drift-1","taints":[]},{"name":"drift-2","taints":[]}]'),
    },
  ],
  world: {
    counts: {
      pod: 4,
      pending: 0,
      failed: 0,
      node: 3,
      service: 2,
      namespace: 2,
      event: 1,
      deployment: 1,
    },
    rows: ['navidrome', 'lidarr', 'caddy', 'ddns', 'drift-'],
    troubles: ['drift-3'],
  },
  items: [
    counts(4, 'pod', '3'),
    untold('OK', '3', { habit: 'one kind only' }),
    untold('OK', 'home', { habit: 'one kind only' }),
    untold('node', '3n', { habit: 'narrower tools' }),
    counts(4, 'pod', '3p'),
    lists(['navidrome-0', 'lidarr-0', 'caddy-0', 'ddns-0'], '3p'),
    counts(2, 'service', '3s', { habit: 'csv' }),
    lists(['caddy LoadBalancer'], '3s', { habit: 'csv' }),
    finds('lidarr-0', /Pod lidarr-0\nRunning, ready 1\/1, ns music/),
  ],
};
