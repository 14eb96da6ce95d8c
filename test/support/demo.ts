import { pino } from 'pino';
import { createApp } from '../../src/app/app.ts';
import { loadConfig } from '../../src/config/config.ts';
import { fastClock } from './fast-clock.ts';

/** How many seconds pass in one: no more, so that a busy machine still answers within the relay's deadline. */
const SPEED = 4;

/** The demo as `make dev` starts it, listening, in fast time. */
export interface Demo extends AsyncDisposable {
  readonly address: string;
  /** Set switches of its carrier. */
  readonly set: (switches: Readonly<Record<string, string>>) => Promise<void>;
}

export async function startDemo(speed = SPEED): Promise<Demo> {
  const loaded = await loadConfig({ DEMO: '1', PORT: '0', TZ: 'UTC' });
  if (!loaded.ok) throw new Error(loaded.error.join('\n'));
  const log = pino({ level: 'silent' });
  const clock = fastClock(Date.now(), speed);
  const service = await createApp(loaded.value, { clock, log, version: '0.0.0-test' });
  const address = await service.http.listen({ host: '127.0.0.1', port: 0 });
  return {
    address,
    async set(switches) {
      const response = await fetch(`${address}/phone/switches`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(switches),
      });
      if (!response.ok) throw new Error(await response.text());
    },
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}
