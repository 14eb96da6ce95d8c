import { err, ok, type Result } from '../core/result.ts';

/** Reads YAML, or says what is wrong and where, but never what stands there: it may be a key. */
export async function readYaml(text: string): Promise<Result<unknown, string>> {
  const { parse, YAMLParseError } = await import('yaml');
  try {
    // Its warnings show the lines that they are about.
    return ok(parse(text, { logLevel: 'error' }));
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) {
      return err('is not YAML: an alias in it leads nowhere, or to too much');
    }
    const [at] = cause.linePos ?? [];
    const what = cause.code.toLowerCase().replaceAll('_', ' ');
    return err(`is not YAML: ${what}${at ? ` in line ${at.line}, column ${at.col}` : ''}`);
  }
}
