import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { freePort } from '../support/free-port.ts';

const SERVER = '/usr/bin/prometheus';
const TOOL = '/usr/bin/promtool';

// A pipeline without Prometheus would look green without having looked.
export const isMissing = !existsSync(SERVER) && process.env['CI'] === undefined;
if (isMissing) process.stderr.write('nothing is scraped or linted here: prometheus is missing\n');

/** What promtool says about it; nothing when it is content. */
export function promtool(words: readonly string[], input?: string): string {
  const { status, stdout, stderr, error } = spawnSync(TOOL, words, { input, encoding: 'utf8' });
  if (error) throw error;
  return status === 0 ? '' : `${stdout}${stderr}`;
}

const Answer = z.object({
  status: z.literal('success'),
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]),
      }),
    ),
  }),
});

/** What is scraped, and by which configuration; the scrape is that of README, made faster. */
interface Job {
  readonly address: string;
  readonly token: string;
  readonly ruleFiles: readonly string[];
}

/** A Prometheus that looks at a relay every second. */
export class Prometheus implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  readonly #process: ChildProcess;
  readonly #url: string;

  private constructor(port: number, { address, token, ruleFiles }: Job) {
    this.#url = `http://127.0.0.1:${port}`;
    const config = join(this.#folder, 'prometheus.yml');
    const scrape = {
      job_name: 'sms-relay',
      metrics_path: '/metrics',
      authorization: { credentials: token },
      static_configs: [{ targets: [new URL(address).host] }],
    };
    const global = { scrape_interval: '1s', evaluation_interval: '1s' };
    writeFileSync(config, stringify({ global, rule_files: ruleFiles, scrape_configs: [scrape] }));
    this.#process = spawn(
      SERVER,
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(this.#folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
  }

  static async start(job: Job): Promise<Prometheus> {
    const prometheus = new Prometheus(await freePort(), job);
    await expect.poll(() => prometheus.isReady(), { timeout: 30_000 }).toBe(true);
    return prometheus;
  }

  isReady(): Promise<boolean> {
    return fetch(`${this.#url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async #get(path: string): Promise<unknown> {
    return (await fetch(`${this.#url}/api/v1/${path}`)).json();
  }

  /** The values of an expression, by their labels; a mistake in it throws. */
  async query(expression: string): Promise<readonly (readonly [object, number])[]> {
    const { data } = Answer.parse(await this.#get(`query?query=${encodeURIComponent(expression)}`));
    return data.result.map(({ metric, value }) => [metric, Number(value[1])]);
  }

  /** Rules that could not be evaluated. */
  async brokenRules(): Promise<readonly string[]> {
    const rule = z.object({ name: z.string(), health: z.string() });
    const groups = z.object({ groups: z.array(z.object({ rules: z.array(rule) })) });
    const { data } = z.object({ data: groups }).parse(await this.#get('rules'));
    const rules = data.groups.flatMap((group) => group.rules);
    if (rules.length === 0) throw new Error('it knows no rules');
    return rules.filter(({ health }) => health !== 'ok').map(({ name }) => name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
    rmSync(this.#folder, { recursive: true });
  }
}
