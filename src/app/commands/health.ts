import type { Command, Shell } from './shell.ts';

const ANSWER_TIMEOUT_MS = 4000;

/** Requests a path of the local relay, for the health check of the image, which has no curl. */
const requestPath =
  (path: string): Command =>
  async ({ env, stdout, finish }: Shell) => {
    const url = `http://127.0.0.1:${env['PORT'] ?? 8000}${path}`;
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const answer = await fetch(url, { signal }).catch(() => undefined);
    stdout.write(`${(await answer?.text()) ?? `nothing answers at ${url}`}\n`);
    finish(answer?.ok ? 0 : 1);
  };

export const health = requestPath('/health');
export const live = requestPath('/health/live');
