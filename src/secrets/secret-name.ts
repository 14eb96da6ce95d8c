import { err, ok, type Result } from '../core/result.ts';

const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

/** Checks the name of a secret. The error does not quote it: a value may have been typed in its place. */
export const parseSecretName = (text: string): Result<string, string> =>
  NAME.test(text)
    ? ok(text)
    : err(
        'a name has up to 63 of a-z, 0-9, dots, hyphens and underscores, and begins with a letter or digit',
      );
