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

/** The reads that the sources of a cluster may offer. The screens are built from those present. */
export interface K8sSources {
  /** Counts made by the source itself. */
  readonly status?: ReadFn<K8sCounts>;
  readonly namespaces?: ReadFn<Namespaces>;
  /** The names of all namespaces, including those without pods. */
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
