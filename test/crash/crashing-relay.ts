import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RelayProcess, startProcess } from '../support/process.ts';
import { WITHOUT_ALERTS } from '../support/without-alerts.ts';

const PRELOAD = join(import.meta.dirname, 'preload.mjs');

/** A relay in fast time, which dies at a step that `DIE_AT` says. */
export const startCrashingRelay = (cwd: string, env: NodeJS.ProcessEnv): Promise<RelayProcess> =>
  startProcess({ cwd, preload: PRELOAD, env: { LOG_LEVEL: 'silent', ...WITHOUT_ALERTS, ...env } });

export const hasDied = ({ child }: RelayProcess): boolean => child.signalCode !== null;

export async function until(isTrue: () => boolean, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (!isTrue() && performance.now() < end) await sleep(10);
}
