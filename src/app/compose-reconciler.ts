import type { Logger } from 'pino';
import type { Stores } from '../adapters/storage/stores.ts';
import { OWN_SOURCE } from '../alerts/incident.ts';
import { lowerSeverity } from '../alerts/severity.ts';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/clock.ts';
import { nameOfPerson } from '../people/name-of-person.ts';
import type { People } from '../people/people.ts';
import type { Leadership } from '../store/leadership.ts';
import { createAlertApis } from './alert-apis.ts';
import { type AlertReconciler, createAlertReconciler } from './reconcile-alerts.ts';
import type { CountSource } from './reconcile-source.ts';

interface Dependencies {
  readonly config: Pick<Config, 'alertSources' | 'proxies'>;
  readonly countSource: CountSource;
  readonly people: People;
  readonly stores: Pick<Stores, 'alerts'>;
  readonly leadership: Pick<Leadership, 'isShared'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly cleanup: AsyncDisposableStack;
}

/** Creates the reconciler of all sources whose address is set. */
export function composeReconciler(dependencies: Dependencies): AlertReconciler {
  const { config, countSource, people, stores, leadership, ...rest } = dependencies;
  const { alertSources: sources, proxies } = config;
  return createAlertReconciler({
    ...{ ...rest, count: countSource, store: stores.alerts, isShared: leadership.isShared },
    sources: createAlertApis({ ...rest, sources, proxyFor: proxies.proxyFor }),
    lowerOwn: (event) => lowerSeverity(event, sources.get(OWN_SOURCE)?.severity),
    nameOf: (person) => nameOfPerson(people, person),
  });
}
