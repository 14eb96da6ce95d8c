import type { ApprovalStores, ApprovalTransaction } from '../approvals/approval-stores.ts';
import { asDemo } from '../approvals/demo-operation.ts';
import { historyOperation } from '../approvals/history-screen.ts';
import { lockOutAction } from '../approvals/lock-out.ts';
import type { Area } from '../areas/shared/area.ts';
import { findOperation } from '../areas/shared/find-operation.ts';
import { statusOperation } from '../areas/shared/status-operation.ts';
import type { Clock } from '../core/clock.ts';
import { type Catalogue, createCatalogue } from '../operation/catalogue.ts';
import type { ReadOperation } from '../operation/read-operation.ts';
import type { People } from '../people/people.ts';
import type { PersonId } from '../people/person.ts';
import type { Transact } from '../store/transact.ts';
import type { Monitoring } from './monitoring.ts';

interface Dependencies {
  readonly areas: readonly Area[];
  readonly stores: Pick<ApprovalStores, 'audit' | 'suspensions'>;
  readonly people: People;
  readonly transact: Transact<ApprovalTransaction>;
  /** Ends the dialogue of somebody who is locked out. */
  readonly endSession: (person: PersonId) => Promise<void>;
  readonly clock: Clock;
  /** The read of what texts, Claude and the number cost. */
  readonly cost: ReadOperation;
  /** The operations about alerts, and the status of those that no area has. */
  readonly monitoring: Pick<Monitoring, 'operations' | 'readStatus'>;
}

/** Composes the catalogue from what the areas can do and what the relay itself can. */
export function composeCatalogue(dependencies: Dependencies): Catalogue {
  const { areas, stores, people, transact, endSession, clock, monitoring, cost } = dependencies;
  const { audit, suspensions } = stores;
  return createCatalogue([
    statusOperation(areas, clock, monitoring.readStatus),
    findOperation(areas, clock),
    ...areas.flatMap(({ operations }) => operations),
    ...monitoring.operations,
    cost,
    historyOperation({ audit, people }, clock),
    ...areas.flatMap(({ changes = [], isDemo }) => (isDemo ? changes.map(asDemo) : changes)),
    lockOutAction({ people, suspensions, transact, endSession, clock }),
  ]);
}
