import { err, ok, type Result } from '../core/result.ts';

/** Where it went wrong, as V8 says it; in front of it may stand a piece of the text. */
const PLACE = / \(line (?<line>\d+) column (?<column>\d+)\)$/;

/** Reads JSON, or says where it is none, but never what stands there: it may be a key. */
export function readJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    const { line, column } = PLACE.exec(String(cause))?.groups ?? {};
    return err(`is not JSON${line ? `: look at line ${line}, column ${column}` : ''}`);
  }
}
