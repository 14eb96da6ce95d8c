import { z } from 'zod';
import { K8S_VERBS, type K8sVerb } from '../../../areas/k8s/k8s.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Api } from '../../http-client/json-api.ts';

const ANSWER_TTL_MS = 10 * 60_000;
const REVIEWS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

/** The permission that each action needs. */
const NEEDS: Readonly<Record<K8sVerb, object>> = {
  delete: { verb: 'delete', resource: 'pods' },
  restart: { verb: 'patch', group: 'apps', resource: 'deployments' },
  scale: { verb: 'patch', group: 'apps', resource: 'deployments', subresource: 'scale' },
};

const Review = z.object({ status: z.object({ allowed: z.boolean() }) });

/** Finds the actions this account may take in a namespace. Without an answer, an action counts as allowed. */
export function createRights(
  api: Api,
  clock: Clock,
): (namespace: string) => Promise<ReadonlySet<K8sVerb>> {
  const cache = new Map<string, { readonly verbs: ReadonlySet<K8sVerb>; readonly until: number }>();

  async function isAllowed(verb: K8sVerb, namespace: string): Promise<boolean> {
    const body = { spec: { resourceAttributes: { ...NEEDS[verb], namespace } } };
    const headers = { 'content-type': 'application/json' };
    const answer = await api.ask(REVIEWS, { method: 'POST', headers, body });
    const review = Review.safeParse(answer.ok ? answer.value : undefined);
    return review.data?.status.allowed ?? true;
  }

  return async (namespace) => {
    const cached = cache.get(namespace);
    if (cached && clock.steady() < cached.until) return cached.verbs;
    const allowed = await Promise.all(K8S_VERBS.map((verb) => isAllowed(verb, namespace)));
    const verbs = new Set(K8S_VERBS.filter((_, index) => allowed[index]));
    cache.set(namespace, { verbs, until: clock.steady() + ANSWER_TTL_MS });
    return verbs;
  };
}
