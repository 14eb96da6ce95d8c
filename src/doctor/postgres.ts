import { type CheckResult, fail, pass, warn } from './check-result.ts';

/** The state of a PostgreSQL, read without changing anything. */
export interface PostgresFacts {
  /** Its address without the password. */
  readonly address: string;
  /** The host that it is reached at, for what is said of encryption. */
  readonly isLocal: boolean;
  readonly inside:
    | { readonly kind: 'unreachable'; readonly cause: string }
    | {
        readonly kind: 'read';
        readonly version: string;
        readonly isEncrypted: boolean;
        /** The format version of the tables; 0 before the first start. */
        readonly format: number;
        /** True when this role may only add to the record of actions. */
        readonly isRecordProtected: boolean;
        readonly lines: number;
        /** The first line of the record of actions that was changed after it was written. */
        readonly brokenAt: number | undefined;
        /** The names of the replicas that run. */
        readonly replicas: readonly string[];
      };
}

const SUBJECT = 'Database';

/** Evaluates whether texts and actions can be stored, and whether the stored data is intact. */
export function evaluatePostgres(
  { address, isLocal, inside }: PostgresFacts,
  ourFormat: number,
): readonly CheckResult[] {
  if (inside.kind === 'unreachable') {
    const next = 'Start it, or correct DATABASE_URL: without it no text is answered.';
    return [fail(SUBJECT, `${address} cannot be used: ${inside.cause}`, next)];
  }
  const { version, isEncrypted, format, isRecordProtected, lines, brokenAt, replicas } = inside;
  if (format > ourFormat) {
    const next = 'Run the newer version again: this one does not start with it.';
    return [fail(SUBJECT, `${address} was written by a newer sms-relay (format ${format})`, next)];
  }
  if (brokenAt !== undefined) {
    const next = 'It was tampered with: compare it with a dump, and change who has access to it.';
    return [fail(SUBJECT, `the record of actions was changed at line ${brokenAt}`, next)];
  }
  const running = replicas.length === 0 ? 'no relay runs on it' : `running: ${replicas.join(', ')}`;
  const state =
    format === 0
      ? 'its tables are made at the first start'
      : `its record of ${lines} lines unchanged, ${running}`;
  return [
    pass(SUBJECT, `${address} answers (PostgreSQL ${version}), ${state}`),
    ...(isEncrypted || isLocal
      ? []
      : [
          warn(
            SUBJECT,
            'the connection is not encrypted: texts and codes travel in the clear',
            'Add ?sslmode=verify-full&sslrootcert=/path/ca.pem to DATABASE_URL.',
          ),
        ]),
    ...(format === 0 || isRecordProtected
      ? []
      : [
          warn(
            SUBJECT,
            'the role of DATABASE_URL owns the tables, and could change the record of actions',
            'Give relays a role of their own: docs/scaling.md, Roles.',
          ),
        ]),
  ];
}
