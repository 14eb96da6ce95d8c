/** A table of a SQLite file, and how its rows are stored in PostgreSQL. */
export interface CopiedTable {
  readonly from: string;
  /** Its name in PostgreSQL, if that is another one. */
  readonly to?: string;
  readonly columns: readonly string[];
  /** The columns that are true or false. */
  readonly flags?: readonly string[];
  /** The rows that are copied; all of them when it is missing. */
  readonly where?: string;
  /** True for a table that numbers its rows by itself. */
  readonly isNumbered?: boolean;
}

const words = (text: string): readonly string[] => text.split(' ');

/** Everything that a file holds, but for what SQLite alone needs. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  {
    from: 'inbox',
    columns: words(
      'id sid signature sender recipient at body media answered answer kind way tries done',
    ),
    flags: ['answered', 'done'],
    isNumbered: true,
  },
  {
    from: 'outbox',
    columns: words(
      'id key recipient sender body at good_until state open due attempts handed_at sid code trip is_replaceable importance',
    ),
    flags: ['open', 'is_replaceable'],
    isNumbered: true,
  },
  {
    from: 'handover',
    columns: words('text attempt sender segments at month micros is_billed'),
    flags: ['is_billed'],
  },
  { from: 'text_month', columns: words('month received sent dropped micros billed_micros') },
  { from: 'receipt', columns: words('channel at') },
  { from: 'silence', to: 'suppression', columns: words('address code since') },
  {
    from: 'audit',
    columns: words('seq hash run at who face action input event words trip'),
  },
  {
    from: 'pending_approval',
    columns: words('person run at action input face question digest evidence latest code'),
  },
  { from: 'evidence', columns: words('run seen') },
  { from: 'confirmed_code', columns: words('person run hash') },
  { from: 'used_code', columns: words('id step') },
  {
    from: 'wrong_code',
    columns: words('person at ages in_a_row level lock_ms wrong_unlocks'),
  },
  { from: 'suspended_person', columns: words('person at') },
  {
    from: 'spending',
    columns: words('id day person at micros open'),
    flags: ['open'],
    isNumbered: true,
  },
  { from: 'switch', columns: words('name is_on'), flags: ['is_on'] },
  { from: 'dialogue', columns: words('person id at turns') },
  {
    from: 'thing',
    to: 'known_entry',
    columns: words('subject area name aliases text screen screen_subject seen_at'),
  },
  { from: 'most_running', columns: words('subject most') },
  { from: 'expected_off', columns: words('subject name') },
  { from: 'blocked_client', columns: words('id name') },
  {
    from: 'secret',
    columns: words('name purpose host key_id nonce sealed created_at changed_at'),
  },
  {
    from: 'alert',
    columns: words('source key incident state is_active seen_at data'),
    flags: ['is_active'],
  },
  { from: 'incident', columns: words('id created_at closed_at due_at data') },
  { from: 'alert_reader', columns: words('person data') },
  { from: 'alert_memo', columns: words('name data') },
  {
    from: 'access_key',
    columns: words('id name hash scopes source created_at expires_at used_at revoked_at'),
  },
  { from: 'inbox_mark', columns: words('name text'), where: "name IN ('finished', 'forgotten')" },
];
