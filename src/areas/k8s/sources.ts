import type { ReadFn } from '../shared/combine.ts';
import type {
  ClusterEvent,
  ClusterNode,
  Deployment,
  K8s,
  K8sCounts,
  K8sService,
  Namespaces,
  NodeUsage,
  Pod,
} from './k8s.ts';

/** What the sources of a cluster may be able to tell. The screens are made of what they do. */
export interface K8sSources {
  /** What a source counts itself. */
  readonly status?: ReadFn<K8sCounts>;
  readonly namespaces?: ReadFn<Namespaces>;
  /** Every namespace by its name, those without pods too. */
  readonly namespaceNames?: ReadFn<readonly string[]>;
  readonly pods?: ReadFn<readonly Pod[]>;
  readonly nodes?: ReadFn<readonly ClusterNode[]>;
  readonly usage?: ReadFn<readonly NodeUsage[]>;
  readonly services?: ReadFn<readonly K8sService[]>;
  readonly events?: ReadFn<readonly ClusterEvent[]>;
  readonly deployments?: ReadFn<readonly Deployment[]>;
  readonly changes?: K8s['changes'];
  readonly log?: K8s['log'];
}
