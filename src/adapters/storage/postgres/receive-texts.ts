import { hash } from 'node:crypto';
import { type Receipt, type Received, SignatureReused } from '../../../inbox/inbox.ts';
import { isOptedOut } from '../../../outbox/suppression-change.ts';
import type { SenderState } from '../sender-state.ts';
import { awaitAnswer } from './answer-of-another.ts';
import { createBatcher } from './batcher.ts';
import { firstRow, type PgConnection, statement } from './connection.ts';
import { readSenderState } from './sender-state.ts';
import { STORED_COLUMNS, type StoredText, toStoredText } from './stored-text.ts';
import { applyToSuppression } from './suppression-table.ts';

/** A text that was decided about; its number is missing when nothing was stored. */
export interface TextReceipt {
  readonly id?: number | undefined;
  readonly receipt: Receipt;
}

interface Settings {
  readonly replica: string;
  /** Returns true for a text that this process is known to work on. */
  readonly isUnderWay: (sid: string) => boolean;
}

/** The texts of a turn, but for those of people who are locked out or get no texts. */
const RECEIVE = statement(
  `WITH given AS (
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::int[], $11::boolean[])
       WITH ORDINALITY AS g (sid, digest, sender, recipient, at, body, media, is_keyword, n)),
   suspended AS (
     SELECT n FROM unnest($8::int[], $9::text[]) AS k (n, person) JOIN suspended_person USING (person))
   INSERT INTO inbox (sid, signature, sender, recipient, at, body, media, owner)
   SELECT sid, decode(digest, 'hex'), sender, recipient, at, body, media, $10 FROM given
   WHERE NOT is_keyword AND n NOT IN (SELECT n FROM suspended)
     AND NOT EXISTS (SELECT 1 FROM suppression WHERE address = sender)
   ORDER BY n ON CONFLICT DO NOTHING RETURNING id, sid`,
);
const INSERT = statement(
  `INSERT INTO inbox (sid, signature, sender, recipient, at, body, media, owner, answered, done, way)
   VALUES ($1, decode($2, 'hex'), $3, $4, $5, $6, $7, $8, $9, $9, CASE WHEN $9 THEN 'response' END)
   ON CONFLICT DO NOTHING RETURNING id`,
);
const FIND = statement(`SELECT ${STORED_COLUMNS} FROM inbox WHERE sid = $1`);
const HAS_SIGNATURE = statement("SELECT 1 FROM inbox WHERE signature = decode($1, 'hex') LIMIT 1");

/** Stores texts, all of one turn in one statement, and decides whether each is to be handled. */
export function createTextReceiver(
  connection: PgConnection,
  { replica, isUnderWay }: Settings,
): (text: Received) => Promise<TextReceipt> {
  async function receiveAll(
    texts: readonly Received[],
  ): Promise<readonly { readonly id: number | undefined }[]> {
    const column = <T>(pick: (text: Received) => T): readonly T[] => texts.map(pick);
    const keys = texts.flatMap(({ suspensionKeys }, at) =>
      suspensionKeys.map((key) => [at + 1, key] as const),
    );
    const rows = await connection.rows(
      RECEIVE,
      column(({ sid }) => sid),
      column(digestOf),
      column(({ from }) => from),
      column(({ to }) => to ?? null),
      column(({ at }) => at),
      column(({ body }) => body),
      column(({ media }) => media),
      keys.map(([at]) => at),
      keys.map(([, key]) => key),
      replica,
      column(({ optOut }) => optOut !== undefined),
    );
    // An opt-out keyword comes after what its sender has texted before it, but is decided about by itself.
    const ids = new Map(rows.map(({ id, sid }) => [sid, Number(id)]));
    return texts.map(({ sid }) => {
      const id = ids.get(sid);
      ids.delete(sid); // the same id once more in one turn is a repeated text
      return { id };
    });
  }

  const receiveInBatch = createBatcher({ run: receiveAll });

  /** Decides about a text that is repeated, forged, an opt-out keyword, or of somebody who gets no texts. */
  async function receiveAlone(inside: PgConnection, text: Received): Promise<TextReceipt> {
    const sender = await readSenderState(inside, text);
    if (sender.isSuspended) return { receipt: { is: 'suspended' } };
    const known = await find(inside, text.sid);
    if (known) return repeated(text, known);
    const digest = digestOf(text);
    if (digest !== null && (await firstRow(inside, HAS_SIGNATURE, digest))) {
      throw new SignatureReused('the signature belongs to another MessageSid');
    }
    const receipt = await applyOptOut(inside, text, sender);
    const { sid, from, to, at, body, media } = text;
    const fields = [sid, digest, from, to ?? null, at, body, media, replica];
    const row = await firstRow(inside, INSERT, ...fields, receipt.is !== 'new');
    if (row) return { id: Number(row['id']), receipt };
    return receiveAlone(inside, text); // another replica was faster
  }

  /** A text that this process stored without hearing of it, because the connection broke, is a new one. */
  function repeated({ sid }: Received, known: StoredText): TextReceipt {
    const { id, owner, response } = known;
    const isNew = owner === replica && response === undefined && !isUnderWay(sid);
    if (isNew) return { id, receipt: { is: 'new' } };
    const later = (expired: Promise<void>) => awaitAnswer(connection, id, expired);
    return { id, receipt: { is: 'known', response, ...(response === undefined && { later }) } };
  }

  async function receive(text: Received): Promise<TextReceipt> {
    const { id } = await receiveInBatch(text);
    if (id !== undefined) return { id, receipt: { is: 'new' } };
    return connection.decide((inside) => receiveAlone(inside, text));
  }

  /** The last text of each sender who texts an opt-out keyword at the moment: whatever they text after it waits for that. */
  const optOuts = new Map<string, Promise<unknown>>();

  return (text) => {
    const { from, optOut } = text;
    const before = optOuts.get(from);
    const received = before ? before.then(() => receive(text)) : receive(text);
    if (optOut || before) {
      const settled = received.then(leave, leave);
      optOuts.set(from, settled);
      function leave(): void {
        if (optOuts.get(from) === settled) optOuts.delete(from);
      }
    }
    return received;
  };
}

export async function find(inside: PgConnection, sid: string): Promise<StoredText | undefined> {
  const row = await firstRow(inside, FIND, sid);
  return row && toStoredText(row);
}

/** Applies an opt-out keyword, and returns why a text gets no answer. */
export async function applyOptOut(
  inside: PgConnection,
  { from, optOut, at }: Omit<Received, 'signature'>,
  sender: SenderState,
): Promise<Receipt> {
  if (optOut || sender.suppressedBy !== undefined) {
    await applyToSuppression(inside, from, optOut, at);
  }
  if (optOut) return { is: 'silenced', kind: 'carrier-word' };
  return isOptedOut(sender) ? { is: 'silenced', kind: 'opted-out' } : { is: 'new' };
}

/** A digest is enough to recognise a signature, which itself is not stored. */
const digestOf = ({ signature }: Received): string | null =>
  signature === undefined ? null : hash('sha256', signature, 'hex').slice(0, 32);
