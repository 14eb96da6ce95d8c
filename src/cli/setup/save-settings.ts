import { parseEnv } from 'node:util';
import { err, map, ok, type Result } from '../../core/result.ts';
import { readIfThere, replaceFile } from './env-file.ts';
import { editEnv } from './env-text.ts';
import { writeValue } from './env-value.ts';
import type { Settings } from './settings.ts';

interface EnvFile {
  readonly path: string;
  /** The initial text of a new file. */
  readonly template: string;
}

/** Writes the answers into the file as it is now; returns a description of the result. */
export function saveSettings(
  settings: Settings,
  { path, template }: EnvFile,
): Result<string, string> {
  const answers = settings.changes();
  if (answers.size === 0) return ok('.env is unchanged.');
  const changes = new Map<string, string | undefined>();
  for (const [name, value] of answers) {
    const written = value === undefined ? ok(undefined) : writeValue(value);
    if (!written.ok) return written;
    changes.set(name, written.value);
  }
  const before = readIfThere(path);
  if (!before.ok) return before;

  const after = editEnv(before.value ?? template, changes);
  const read = parseEnv(after);
  const hidden = [...answers].find(([name, value]) => read[name] !== value)?.[0];
  if (hidden) return err(`.env hides ${hidden}: look for an unclosed quote in it`);
  return map(replaceFile(path, after), () => '.env is written, readable only by you (mode 600).');
}
