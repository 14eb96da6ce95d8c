import { statSync } from 'node:fs';
import type { Audit } from '../../../audit/audit.ts';
import { err, ok, type Result } from '../../../core/result.ts';
import { createAuditStore } from './audit-store.ts';
import { FORMAT, newerFormat } from './database.ts';
import { formatOf, openToRead } from './open-to-read.ts';

/** Reads the record of actions without changing anything; in words why it cannot. */
export function readRecord<T>(file: string, read: (audit: Audit) => T): Result<T, string> {
  try {
    if (statSync(file).isDirectory()) return err(`${file} is a folder and no database`);
    using sql = openToRead(file);
    const format = formatOf(sql);
    if (format !== FORMAT) return err(`${file} ${otherFormat(format)}`);
    return ok(read(createAuditStore({ sql, atomically: (work) => work() })));
  } catch (cause) {
    return err(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** Why a database of another format is left alone, by those who move none forward. */
export function otherFormat(format: number): string {
  if (format === 0) return 'is no database of sms-relay';
  if (format > FORMAT) return newerFormat(format);
  return `was written by an older sms-relay (format ${format}, this one reads ${FORMAT}): ask that one, or start this one with it first`;
}
