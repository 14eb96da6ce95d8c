import { err, ok, type Result } from '../core/result.ts';

/** The position of the error in V8's message; the part before it may quote the text. */
const POSITION = / \(line (?<line>\d+) column (?<column>\d+)\)$/;

/** Parses JSON. An error gives the position but never quotes the text, which may hold a key. */
export function readJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (cause) {
    const { line, column } = POSITION.exec(String(cause))?.groups ?? {};
    return err(`is not JSON${line ? `: look at line ${line}, column ${column}` : ''}`);
  }
}
