import type { KeyStore } from '../../access/key-store.ts';
import type { AlertStore } from '../../alerts/alert-store.ts';
import type { ApprovalStores } from '../../approvals/approval-stores.ts';
import type { SpendLedger } from '../../assistant/budget.ts';
import type { History } from '../../assistant/history.ts';
import type { Inbox } from '../../inbox/inbox.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Suppressions } from '../../outbox/suppressions.ts';
import type { SecretStore } from '../../secrets/secret-store.ts';
import type { TextLedger } from '../../spending/text-ledger.ts';
import type { Transact } from '../../store/transact.ts';

/** The stores that one transaction can change together. */
export interface TransactionStores extends ApprovalStores {
  readonly alerts: AlertStore;
  readonly ledger: SpendLedger;
  readonly inbox: Pick<Inbox, 'lastFrom'>;
  readonly outbox: Pick<Outbox, 'add'>;
  readonly secrets: SecretStore;
  readonly keys: KeyStore;
}

/** The stores of one database, whatever its engine. */
export interface Stores extends TransactionStores {
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly suppressions: Suppressions;
  readonly textLedger: TextLedger;
  /** The dialogues with Claude. */
  readonly history: History;
  readonly transact: Transact<TransactionStores>;
}

/** The stores that commands at the console change. */
export interface ConsoleStores extends ApprovalStores {
  readonly secrets: SecretStore;
  readonly keys: KeyStore;
}
