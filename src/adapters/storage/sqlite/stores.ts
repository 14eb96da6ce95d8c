import type { Clock } from '../../../core/clock.ts';
import { createAdditions } from '../additions.ts';
import { createElapsed } from '../elapsed.ts';
import type { Stores } from '../stores.ts';
import { createAlertStore } from './alert-store.ts';
import { openApprovalStores } from './approval-stores.ts';
import { createBudgetStore } from './budget-store.ts';
import type { Connection } from './connection.ts';
import type { Database } from './database.ts';
import { createHistoryStore } from './history-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createKeyStore } from './key-store.ts';
import { createLastSender } from './last-sender.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createSecretStore } from './secret-store.ts';
import { createSuppressionStore } from './suppression-store.ts';
import { createTextLedger } from './text-ledger.ts';
import { transactOver } from './transact-over.ts';

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
    alerts: createAlertStore(connection),
    ledger: createBudgetStore(connection),
    inbox: createLastSender(connection),
    outbox: createOutboxStore(connection, createAdditions()),
    secrets: createSecretStore(connection),
    keys: createKeyStore(connection),
  }));
  return {
    ...approvalStores(database),
    alerts: createAlertStore(database),
    ledger: createBudgetStore(database),
    textLedger: createTextLedger(database),
    inbox: createInboxStore(database, { textsPerHour, additions }),
    outbox: createOutboxStore(database, additions),
    suppressions: createSuppressionStore(database),
    secrets: createSecretStore(database),
    keys: createKeyStore(database),
    history: createHistoryStore(database, createElapsed(clock)),
    transact: (work) =>
      transact((tx) => {
        tx.after(additions.announce); // it may have added texts
        return work(tx);
      }),
  };
}
