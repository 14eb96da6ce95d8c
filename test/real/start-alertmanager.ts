import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { freePort } from '../support/free-port.ts';

const PROGRAM = '/usr/bin/prometheus-alertmanager';
export const isAlertmanagerMissing = !existsSync(PROGRAM) && process.env['CI'] === undefined;

/** A real Alertmanager, as its clients see it. */
export interface RealAlertmanager extends AsyncDisposable {
  readonly url: URL;
  readonly post: (path: string, body: unknown) => Promise<Response>;
  readonly get: (path: string) => Promise<unknown>;
}

/** Starts an Alertmanager with that configuration. */
export async function startAlertmanager(configuration: string): Promise<RealAlertmanager> {
  await using cleanup = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
  cleanup.defer(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'config.yml'), configuration);
  const url = new URL(`http://127.0.0.1:${await freePort()}`);
  const manager = spawn(PROGRAM, [
    ...[`--config.file=${join(folder, 'config.yml')}`, `--storage.path=${folder}/data`],
    ...[`--web.listen-address=${url.host}`, '--cluster.listen-address='],
  ]);
  cleanup.defer(async () => {
    manager.kill();
    await once(manager, 'exit');
  });
  await untilTrue(() =>
    fetch(new URL('/-/ready', url)).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  const owned = cleanup.move();
  return {
    url,
    async post(path, body) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(new URL(path, url), {
        ...{ method: 'POST', headers, body: JSON.stringify(body) },
      });
      expect(response.ok, await response.clone().text()).toBe(true);
      return response;
    },
    async get(path) {
      const response = await fetch(new URL(path, url));
      return response.json();
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Looks again and again, for ten seconds, until something is true. */
export async function untilTrue(
  isDone: () => boolean | Promise<boolean>,
  describe: () => unknown = () => '',
): Promise<void> {
  for (let tries = 0; !(await isDone()); tries += 1) {
    if (tries > 200) throw new Error(`not reached: ${JSON.stringify(describe())}`);
    await sleep(50);
  }
}

/** An alert as Prometheus posts it. */
export const postedAlert = (instance: string, over: Record<string, string> = {}) => ({
  labels: { alertname: 'HostDown', instance, severity: 'critical', cluster: 'home', ...over },
  annotations: { summary: `Host ${instance} is down` },
});

/** The same alert, ended. */
export const endedAlert = (alert: object) => ({ ...alert, endsAt: new Date().toISOString() });
