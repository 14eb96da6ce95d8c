import type { Command, Shell } from './shell.ts';

const ANSWER_TIMEOUT_MS = 4000;

/** Asks the relay that runs here, as the health check of its image does, where there is no curl. */
const ask =
  (path: string): Command =>
  async ({ env, stdout, finish }: Shell) => {
    const url = `http://127.0.0.1:${env['PORT'] ?? 8000}${path}`;
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const answer = await fetch(url, { signal }).catch(() => undefined);
    stdout.write(`${(await answer?.text()) ?? `nothing answers at ${url}`}\n`);
    finish(answer?.ok ? 0 : 1);
  };

export const health = ask('/health');
export const live = ask('/health/live');
