import type { ApprovalStores } from '../../../approvals/approval-stores.ts';
import type { Clock } from '../../../core/clock.ts';
import { createAdditions } from '../additions.ts';
import { createElapsed } from '../elapsed.ts';
import type { Stores } from '../stores.ts';
import { createAlertStore } from './alert-store.ts';
import { createAuditStore } from './audit-store.ts';
import { createBudgetStore } from './budget-store.ts';
import { createConfirmedCodesStore, createUsedCodesStore } from './codes-stores.ts';
import type { PgConnection } from './connection.ts';
import type { PgDatabase } from './database.ts';
import { createEvidenceStore } from './evidence-store.ts';
import { createFinisher } from './finish-texts.ts';
import { type FollowedRuns, withinTransaction } from './followed-runs.ts';
import { createHistoryStore } from './history-store.ts';
import { createInboxStore } from './inbox-store.ts';
import { createKeyStore } from './key-store.ts';
import { createLastSender } from './last-sender.ts';
import { measureFromNow } from './measure-from-now.ts';
import { createOutboxStore } from './outbox-store.ts';
import { createPendingApprovalsStore } from './pending-approvals-store.ts';
import { releaseUnknown } from './release-unknown.ts';
import { createSecretStore } from './secret-store.ts';
import { createSuppressionStore } from './suppression-table.ts';
import { createSuspensionStore } from './suspension-store.ts';
import { createTextLedger } from './text-ledger.ts';
import { createTextsUnderWay } from './texts-under-way.ts';
import { createWrongCodesStore } from './wrong-codes-store.ts';

interface Settings {
  /** The id of this replica, a UUID. */
  readonly replica: string;
  readonly textsPerHour: number;
  readonly clock: Clock;
  /** Returns the fencing token of this replica; `undefined` where nothing is shared. */
  readonly fencingToken: () => number | undefined;
}

interface PostgresStores extends Stores {
  /** Stores which texts are done with, before the connections close. */
  readonly finishTexts: () => Promise<void>;
  /** Called when another replica has added texts. */
  readonly announceAdded: () => void;
  /** Disowns what the database counts as this replica's, and this replica does not know of. */
  readonly releaseUnknown: () => Promise<void>;
  /** Lets the time of whatever is stored run from now on, wherever the clock is set later. */
  readonly startMeasuring: () => Promise<void>;
}

/** Creates the stores over one database. */
export function createStores(database: PgDatabase, settings: Settings): PostgresStores {
  const { replica, textsPerHour, clock, fencingToken } = settings;
  const additions = createAdditions();
  const [sinceWrong, sinceAsked] = [createElapsed(clock), createElapsed(clock)];
  const sinceSaid = createElapsed(clock);
  const followed = new Set<string>();
  const underWay = createTextsUnderWay();
  const finisher = createFinisher(database, { replica, underWay });
  const approvalStores = (
    connection: PgConnection,
    runs: FollowedRuns = followed,
  ): ApprovalStores => ({
    audit: createAuditStore(connection, replica),
    evidence: createEvidenceStore(connection, { replica, followed: runs }),
    pendingApprovals: createPendingApprovalsStore(connection, sinceAsked),
    wrongCodes: createWrongCodesStore(connection, sinceWrong),
    confirmedCodes: createConfirmedCodesStore(connection),
    usedCodes: createUsedCodesStore(connection),
    suspensions: createSuspensionStore(connection),
  });
  const outboxSettings = { additions, fencingToken };
  return {
    ...approvalStores(database),
    alerts: createAlertStore(database),
    ledger: createBudgetStore(database),
    textLedger: createTextLedger(database),
    inbox: createInboxStore(database, {
      ...{ replica, textsPerHour, additions },
      ...{ underWay, finisher },
    }),
    outbox: createOutboxStore(database, outboxSettings),
    secrets: createSecretStore(database),
    keys: createKeyStore(database),
    suppressions: createSuppressionStore(database),
    history: createHistoryStore(database, sinceSaid),
    finishTexts: finisher.flush,
    announceAdded: additions.announce,
    releaseUnknown: () =>
      releaseUnknown(database, { replica, texts: underWay, runs: () => [...followed] }),
    startMeasuring: () => measureFromNow(database, { sinceWrong, sinceAsked, sinceSaid }),
    async transact(work) {
      const runs = withinTransaction(followed);
      const transaction = database.transact((tx) => {
        tx.after(runs.committed);
        tx.after(additions.announce); // it may have added texts
        return work({
          ...approvalStores(tx, runs),
          alerts: createAlertStore(tx),
          ledger: createBudgetStore(tx),
          secrets: createSecretStore(tx),
          keys: createKeyStore(tx),
          inbox: createLastSender(tx),
          outbox: createOutboxStore(tx, { ...outboxSettings, additions: createAdditions() }),
          after: tx.after,
        });
      });
      return transaction.catch((cause: unknown) => {
        runs.failed();
        throw cause;
      });
    },
  };
}
