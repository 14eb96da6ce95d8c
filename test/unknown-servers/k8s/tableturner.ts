import { counts, finds, lists, marks, type Stranger, says } from '../item.ts';
import { text } from '../unknown-server.ts';

const PODS = `| Namespace | Name | Ready | Status | Restarts | Age |
|---|---|---|---|---|---|
| home | mosquitto-0 | 1/1 | Running | 0 | 12d |
| home | zigbee-7b9d8c6f5-qw7xz | 0/1 | ImagePullBackOff | 0 | 3h |
| kube-system | coredns-5dd5756b68-x7v9k | 1/1 | Running | 1 | 40d |
| kube-system | traefik-6f5f87584-2bzpd | 1/1 | Running | 1 | 40d |`;

const DEPLOY = `NAMESPACE     NAME      READY   UP-TO-DATE   AVAILABLE   AGE
home          zigbee    0/1     1            0           3h
kube-system   coredns   1/1     1            1           40d
kube-system   traefik   1/1     1            1           40d`;

const SVC = `\`\`\`
NAMESPACE     NAME        TYPE           CLUSTER-IP    EXTERNAL-IP   PORT(S)
home          mosquitto   ClusterIP      10.43.7.1     <none>        1883/TCP
kube-system   traefik     LoadBalancer   10.43.7.2     10.0.0.80     80:31111/TCP
\`\`\``;

const NODES = `Name: turn-a | Status: Ready | Roles: control-plane | Version: v1.32.6
Name: turn-b | Status: NotReady | Roles: worker | Version: v1.32.6`;

/** Nouns as people abbreviate them, and tables of every make. */
export const tableturner: Stranger = {
  product: 'tableturner',
  area: 'k8s',
  habit: 'markdown tables',
  tools: [
    { name: 'k_get_po', description: 'kubectl get pods -A as markdown', answer: () => text(PODS) },
    { name: 'k_get_deploy', description: 'kubectl get deployments -A', answer: () => text(DEPLOY) },
    {
      name: 'k_get_sts',
      description: 'kubectl get statefulsets -A',
      answer: () =>
        text('NAMESPACE   NAME        READY   AGE\nhome        mosquitto   1/1     12d'),
    },
    { name: 'k_get_svc', description: 'kubectl get services -A', answer: () => text(SVC) },
    { name: 'k_get_no', description: 'kubectl get nodes', answer: () => text(NODES) },
  ],
  world: {
    counts: {
      pod: 4,
      pending: 0,
      failed: 1,
      deployment: [3, 4],
      service: 2,
      node: 2,
      namespace: 2,
      event: 3,
    },
    rows: ['mosquitto', 'zigbee', 'coredns', 'traefik', 'turn-'],
    troubles: ['zigbee', 'turn-b', 'home'],
  },
  items: [
    counts(4, 'pod', '3', { habit: 'other nouns' }),
    says(/K8s ! (?:turn-b|zigbee)/, '3', { habit: 'key-value lines' }),
    counts(4, 'pod', '3p'),
    marks('zigbee', '3p'),
    lists(['coredns', 'traefik', 'zigbee'], '3w', { habit: 'other nouns' }),
    marks('zigbee', '3w', { habit: 'other nouns' }),
    lists(['mosquitto ClusterIP', 'traefik LoadBalancer'], '3s', { habit: 'other nouns' }),
    marks('turn-b', '3n', { habit: 'key-value lines' }),
    finds('mosquitto-0', /Pod mosquitto-0\nRunning/),
  ],
};
