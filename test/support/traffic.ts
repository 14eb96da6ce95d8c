import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** How many requests a server has begun and finished to answer. */
export interface Traffic {
  begun: number;
  finished: number;
}

export function watchTraffic(server: Server): Traffic {
  const traffic = { begun: 0, finished: 0 };
  server.on('request', (_request, response) => {
    traffic.begun += 1;
    response.once('close', () => {
      traffic.finished += 1;
    });
  });
  return traffic;
}

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn += 1) await new Promise(setImmediate);
};

/** Resolves when nobody talks any more; requests that hang for ever are silent too. */
export async function untilQuiet(...servers: readonly Traffic[]): Promise<void> {
  for (let calm = 0, seen = -1; calm < 2; calm += 1) {
    const isTalking = servers.some(({ begun, finished }) => begun > finished);
    await (isTalking ? sleep(1) : turns());
    const now = servers.reduce((sum, { begun, finished }) => sum + begun + finished, 0);
    if (now !== seen) calm = 0;
    seen = now;
  }
}
