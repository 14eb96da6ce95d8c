import type { PodLog } from '../../../areas/k8s/k8s.ts';
import { parseJson } from '../../http-client/parse-json.ts';
import { recordReader } from './record-reader.ts';

const MAX_CHARACTERS = 100_000;

/** Reads the lines of a log, which some servers wrap in JSON. */
export function readPodLog(text: string): PodLog {
  const words = unwrapJson(text) ?? text;
  const lines = words
    .slice(-MAX_CHARACTERS)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return { lines };
}

function unwrapJson(text: string): string | undefined {
  if (!text.startsWith('{')) return undefined;
  const data = parseJson(text);
  const logs = data.ok ? recordReader(data.value)?.raw('logs', 'log') : undefined;
  return typeof logs === 'string' ? logs : undefined;
}
