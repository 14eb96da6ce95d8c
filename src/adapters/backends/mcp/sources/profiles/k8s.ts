import type { Profile } from '../profile.ts';

/** Kubernetes. */
export const K8S_PROFILES: readonly Profile[] = [
  {
    name: 'kubernetes-mcp-server',
    area: 'k8s',
    detect: { tools: ['pods_list_in_namespace', 'resources_list'] },
    lists: {
      pods: [{ tool: 'pods_list' }],
      namespaces: [{ tool: 'namespaces_list' }],
      nodes: [{ tool: 'resources_list', args: { apiVersion: 'v1', kind: 'Node' } }],
      deployments: [
        { tool: 'resources_list', args: { apiVersion: 'apps/v1', kind: 'Deployment' } },
      ],
      usage: [{ tool: 'nodes_top' }],
      services: [{ tool: 'resources_list', args: { apiVersion: 'v1', kind: 'Service' } }],
      events: [{ tool: 'events_list', args: { fieldSelector: 'type=Warning' } }],
    },
    log: { tool: 'pods_log', args: { tail: 20 } },
    // It has no restart.
    actions: {
      delete: [{ tool: 'pods_delete', args: { name: '$name', namespace: '$namespace' } }],
      scale: [
        {
          tool: 'resources_scale',
          args: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: '$name',
            namespace: '$namespace',
            scale: '$replicas',
          },
        },
      ],
    },
  },
  {
    name: 'mcp-server-kubernetes',
    area: 'k8s',
    detect: { tools: ['kubectl_get', 'kubectl_logs'] },
    lists: {
      pods: [
        { tool: 'kubectl_get', args: { resourceType: 'pods', allNamespaces: true }, path: 'items' },
      ],
      deployments: [
        {
          tool: 'kubectl_get',
          args: { resourceType: 'deployments', allNamespaces: true },
          path: 'items',
        },
      ],
      nodes: [{ tool: 'kubectl_get', args: { resourceType: 'nodes' }, path: 'items' }],
      namespaces: [{ tool: 'kubectl_get', args: { resourceType: 'namespaces' }, path: 'items' }],
      services: [
        {
          tool: 'kubectl_get',
          args: { resourceType: 'services', allNamespaces: true },
          path: 'items',
        },
      ],
      events: [
        {
          tool: 'kubectl_get',
          args: { resourceType: 'events', allNamespaces: true },
          path: 'events',
        },
      ],
    },
    log: { tool: 'kubectl_logs', args: { resourceType: 'pod', tail: 20 } },
    actions: {
      delete: [
        {
          tool: 'kubectl_delete',
          args: { resourceType: 'pod', name: '$name', namespace: '$namespace' },
        },
      ],
      restart: [
        {
          tool: 'kubectl_rollout',
          args: {
            subCommand: 'restart',
            resourceType: 'deployment',
            name: '$name',
            namespace: '$namespace',
          },
        },
      ],
      scale: [
        {
          tool: 'kubectl_scale',
          args: { name: '$name', namespace: '$namespace', replicas: '$replicas' },
        },
      ],
    },
  },
  {
    name: 'kubectl-mcp-server',
    area: 'k8s',
    detect: { tools: ['get_pods', 'get_nodes_summary'] },
    lists: {
      pods: [{ tool: 'get_pods', path: 'pods' }],
      nodes: [{ tool: 'get_nodes_summary', path: 'summary.nodes' }],
      services: [{ tool: 'get_services' }],
      events: [{ tool: 'get_events' }],
    },
  },
];
