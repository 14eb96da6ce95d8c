import { statSync } from 'node:fs';
import type { Audit } from '../../../audit/audit.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { createAuditStore } from './audit-store.ts';
import { immediate } from './connection.ts';
import { FORMAT, newerFormat } from './migrations.ts';
import { formatOf, openToRead } from './open-to-read.ts';

/** Reads the record of actions without changing the file; the error says in words why that failed. */
export async function readRecord<T>(
  file: string,
  read: (audit: Audit) => Promise<T>,
): Promise<Result<T, string>> {
  try {
    if (statSync(file).isDirectory()) return err(`${file} is a folder, not a database`);
    using sql = openToRead(file);
    const format = formatOf(sql);
    if (format !== FORMAT) return err(`${file} ${otherFormat(format)}`);
    return ok(await read(createAuditStore(immediate(sql))));
  } catch (cause) {
    return err(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** Explains why a command that does not migrate cannot use a database of another format. */
export function otherFormat(format: number): string {
  if (format === 0) return 'is not an sms-relay database';
  if (format > FORMAT) return newerFormat(format);
  return `was written by an older sms-relay (format ${format}, this one reads ${FORMAT}): use that version, or start this one on it first`;
}
