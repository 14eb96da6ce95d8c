import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';

/** Debian's package, unpacked and not installed: nothing of it runs by itself. */
const ROOT = join(import.meta.dirname, 'crowdsec');
const program = (name: string): string => join(ROOT, 'usr/bin', name);

export const hasCrowdsec = existsSync(program('crowdsec'));
export const HOW_TO_GET_CROWDSEC =
  'cd test/real && apt-get download crowdsec && dpkg -x crowdsec_*.deb crowdsec';

export const MACHINE = { id: 'relay', password: 'a-machine-of-the-test' };
export const BOUNCER_KEY = 'a-bouncer-of-the-test';

const START_TIMEOUT_MS = 20_000;

/** A real CrowdSec local API on a free loopback port, with a machine, a bouncer and no blocklists. */
export interface Crowdsec extends AsyncDisposable {
  readonly url: string;
  /** Runs a command of `cscli` against it. */
  readonly cscli: (...words: string[]) => string;
}

export async function startCrowdsec(): Promise<Crowdsec> {
  const folder = mkdtempSync(join(tmpdir(), 'crowdsec-'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const config = join(folder, 'config.yaml');
  for (const name of ['data', 'hub', 'notifications', 'plugins']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'hub/.index.json'), '{}');
  writeFileSync(config, configOf(folder, new URL(url).host));
  const cscli = (...words: string[]): string =>
    execFileSync(program('cscli'), ['-c', config, ...words], { encoding: 'utf8', stdio: 'pipe' });
  const { id, password } = MACHINE;
  cscli('machines', 'add', id, '--password', password, '-f', join(folder, 'key.yaml'), '-u', url);
  cscli('bouncers', 'add', 'relay', '-k', BOUNCER_KEY);

  const child = spawn(program('crowdsec'), ['-c', config, '-no-cs'], { stdio: 'ignore' });
  await untilItAnswers(url, child);
  return {
    url,
    cscli,
    async [Symbol.asyncDispose]() {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const headers = { 'x-api-key': BOUNCER_KEY };
  const until = Date.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && Date.now() < until) {
    const answer = await fetch(`${url}/v1/decisions`, { headers }).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('CrowdSec did not start');
}

const configOf = (folder: string, host: string): string => `
common: { daemonize: false, log_media: stdout, log_level: error, working_dir: ${folder} }
config_paths:
  config_dir: ${folder}/
  data_dir: ${folder}/data/
  simulation_path: ${ROOT}/etc/crowdsec/simulation.yaml
  hub_dir: ${folder}/hub/
  index_path: ${folder}/hub/.index.json
  notification_dir: ${folder}/notifications/
  plugin_dir: ${folder}/plugins/
cscli: { output: raw }
db_config: { log_level: error, type: sqlite, db_path: ${folder}/data/crowdsec.db }
api:
  client: { insecure_skip_verify: false, credentials_path: ${folder}/key.yaml }
  server:
    log_level: error
    listen_uri: ${host}
    profiles_path: ${ROOT}/etc/crowdsec/profiles.yaml
    trusted_ips: [127.0.0.1]
prometheus: { enabled: false }
`;
