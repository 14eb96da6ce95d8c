import type { Ask } from '../shared/combine.ts';
import type {
  ClusterEvent,
  ClusterNode,
  Deployment,
  K8s,
  K8sCounts,
  Namespaces,
  NodeUsage,
  Pod,
  Service,
} from './k8s.ts';

/** What the sources of a cluster may be able to tell. The screens are made of what they do. */
export interface K8sSources {
  /** What a source counts itself. */
  readonly status?: Ask<K8sCounts>;
  readonly namespaces?: Ask<Namespaces>;
  /** Every namespace by its name, those without pods too. */
  readonly namespaceNames?: Ask<readonly string[]>;
  readonly pods?: Ask<readonly Pod[]>;
  readonly nodes?: Ask<readonly ClusterNode[]>;
  readonly usage?: Ask<readonly NodeUsage[]>;
  readonly services?: Ask<readonly Service[]>;
  readonly events?: Ask<readonly ClusterEvent[]>;
  readonly deployments?: Ask<readonly Deployment[]>;
  readonly deeds?: K8s['deeds'];
  readonly log?: K8s['log'];
}
