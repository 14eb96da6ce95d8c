import { err, ok, type Result } from '../core/result.ts';
import { parseSecretName } from '../secrets/secret-name.ts';

/** A value that stands for a secret kept elsewhere: in a file, or among the stored secrets. */
export type Reference =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'secret'; readonly name: string };

/** Returns true for a value of a variable that begins like a reference. */
export const isReference = (value: string): boolean => /^\s*(?:file|secret):/.test(value);

/** The same in files of others, in which `file://` and `file:name` have meanings of their own. */
export const isReferenceInFile = (value: string): boolean =>
  /^\s*(?:file:\/(?!\/)|secret:)/.test(value);

/** Parses `file:/run/secrets/NAME` or `secret:NAME`. The error does not quote it: it may be a secret itself. */
export function parseReference(value: string): Result<Reference, string> {
  const [, kind, rest = ''] = /^\s*(file|secret):(.*)$/s.exec(value.trim()) ?? [];
  if (kind === 'secret') {
    const name = parseSecretName(rest);
    return name.ok ? ok({ kind, name: rest }) : err(`must be secret:NAME: ${name.error}`);
  }
  return /^\/(?!\/)/.test(rest)
    ? ok({ kind: 'file', path: rest })
    : err('must be file: and an absolute path, like file:/run/secrets/NAME');
}

/** Spells a reference as it is configured. */
export const describeReference = (reference: Reference): string =>
  reference.kind === 'file' ? `file:${reference.path}` : `secret:${reference.name}`;
