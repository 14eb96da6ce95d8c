import { recordReader } from '../../vendor-records/record-reader.ts';
import { parseOutline } from './parse-outline.ts';

const MAX_DOCUMENTS = 2000;
const MAX_CHARACTERS = 1_000_000;
const SEPARATOR = /^---[ \t]*$/m;

/** Reads objects of Kubernetes in YAML, each in a document of its own between lines of `---`. */
export function parseDocuments(text: string): unknown {
  if (text.length > MAX_CHARACTERS || !SEPARATOR.test(text)) return undefined;
  const parts = text.split(new RegExp(SEPARATOR.source, 'm'), MAX_DOCUMENTS + 1);
  const documents = parts.filter((part) => part.trim() !== '');
  if (documents.length === 0 || parts.length > MAX_DOCUMENTS) return undefined;
  const objects: unknown[] = [];
  for (const document of documents) {
    const data = parseOutline(document);
    if (recordReader(data)?.raw('metadata') === undefined) return undefined;
    objects.push(data);
  }
  const [only, second] = objects;
  return second === undefined ? only : objects;
}
