import { err, ok, type Result } from '../core/result.ts';

/** Parses YAML. An error gives the kind and position but never quotes the text, which may hold a key. */
export async function readYaml(text: string): Promise<Result<unknown, string>> {
  const { parse, YAMLParseError } = await import('yaml');
  try {
    // Warnings of the parser would quote the lines.
    return ok(parse(text, { logLevel: 'error' }));
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) {
      return err('is not YAML: an alias in it is unresolved, or expands to too much');
    }
    const [at] = cause.linePos ?? [];
    const what = cause.code.toLowerCase().replaceAll('_', ' ');
    return err(`is not YAML: ${what}${at ? ` in line ${at.line}, column ${at.col}` : ''}`);
  }
}
