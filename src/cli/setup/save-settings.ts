import { parseEnv } from 'node:util';
import { err, map, ok, type Result } from '../../core/result.ts';
import { readIfThere, replaceFile } from './env-file.ts';
import { editEnv } from './env-text.ts';
import { writeValue } from './env-value.ts';
import type { SettingsSheet } from './settings.ts';

interface Place {
  readonly path: string;
  /** What a new file begins from. */
  readonly template: string;
}

/** Write the answers into the file as it is now; answers with what was done, in words. */
export function saveSettings(
  sheet: SettingsSheet,
  { path, template }: Place,
): Result<string, string> {
  const answers = sheet.changes();
  if (answers.size === 0) return ok('.env stays as it is.');
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
  if (hidden) return err(`.env hides ${hidden}: look for a quote in it that does not end`);
  return map(replaceFile(path, after), () => '.env is written, for your eyes only (mode 600).');
}
