import type { ApprovalStores } from '../../../approvals/approval-stores.ts';
import type { SpendLedger } from '../../../assistant/budget.ts';
import type { History } from '../../../assistant/history.ts';
import type { Clock } from '../../../core/clock.ts';
import type { Inbox } from '../../../inbox/inbox.ts';
import type { Outbox } from '../../../outbox/outbox.ts';
import type { Suppressions } from '../../../outbox/suppressions.ts';
import type { Transact } from '../../../store/transact.ts';
import { openApprovalStores } from './approval-stores.ts';
import { createBudgetStore } from './budget-store.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { createElapsed } from './elapsed.ts';
import { createHistoryStore } from './history-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createLastSender } from './last-sender.ts';
import { createAdditions, createOutboxStore } from './outbox-store.ts';
import { createSuppressionStore } from './suppression-store.ts';
import { transactOver } from './transact-over.ts';

/** The stores that one transaction can change together. */
export interface TransactionStores extends ApprovalStores {
  readonly ledger: SpendLedger;
  readonly inbox: Pick<Inbox, 'lastFrom'>;
  readonly outbox: Pick<Outbox, 'add'>;
}

/** The stores of one database. */
export interface Stores extends TransactionStores {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly suppressions: Suppressions;
  /** The dialogues with Claude. */
  readonly history: History;
  readonly transact: Transact<TransactionStores>;
}

interface Settings {
  readonly textsPerHour: number;
  readonly clock: Clock;
}

/** Creates the stores over one database. */
export function createStores(database: Database, { textsPerHour, clock }: Settings): Stores {
  const additions = createAdditions();
  const approvalStores = openApprovalStores(clock);
  const transact = transactOver(database, (connection: Connection) => ({
    ...approvalStores(connection),
    ledger: createBudgetStore(connection),
    inbox: createLastSender(connection),
    outbox: createOutboxStore(connection, createAdditions()),
  }));
  return {
    ...approvalStores(database),
    ledger: createBudgetStore(database),
    inbox: createInboxStore(database, { textsPerHour, additions }),
    outbox: createOutboxStore(database, additions),
    suppressions: createSuppressionStore(database),
    history: createHistoryStore(database, createElapsed(clock)),
    transact: (work) =>
      transact((tx) => {
        tx.after(additions.announce); // it may have added texts
        return work(tx);
      }),
  };
}
