import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ENGINE = '/usr/sbin/dockerd';
const MMDEBSTRAP = '/usr/bin/mmdebstrap';
const COMPOSE = '/usr/bin/docker-compose';

/** Building takes minutes, the rights of root and the whole machine: it is done on demand, and by the gate. */
export const isWanted = process.env['TEST_IMAGE'] !== undefined;

export const HOW_TO_RUN =
  'make test-image builds it (as root, with docker.io, docker-compose and mmdebstrap)';

const ROOT = join(import.meta.dirname, '../..');

/** Containers listen on this machine: an engine that builds needs no more. */
const ON_THIS_MACHINE = ['--iptables=false', '--ip6tables=false', '--bridge=none'];

/** Containers have networks, and ports that are published: all in a network of the engine's own. */
const APART = ['unshare', '--mount', '--net', 'sh', '-c', 'ip link set lo up && exec "$0" "$@"'];

/** How this machine and an engine that is apart reach each other. */
export interface Wire {
  readonly here: string;
  readonly there: string;
}

/** A Docker engine of our own. */
export class Docker implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'docker-'));
  #engine: ChildProcess;

  private constructor() {
    this.#engine = this.#run([], ON_THIS_MACHINE);
  }

  #run([program = ENGINE, ...before]: readonly string[], options: readonly string[]) {
    const at = (name: string) => join(this.#folder, name);
    const places = ['--data-root', at('data'), '--exec-root', at('exec'), '--pidfile', at('pid')];
    const engine = before.length > 0 ? [ENGINE] : [];
    const words = [...before, ...engine, '-H', this.#host, ...places, ...options];
    return spawn(program, words, { stdio: 'ignore' });
  }

  static async start(): Promise<Docker> {
    if (![ENGINE, MMDEBSTRAP, COMPOSE].every(existsSync)) throw new Error(HOW_TO_RUN);
    const docker = new Docker();
    await docker.#answers();
    return docker;
  }

  async #answers(): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await this.run('info').then(Boolean, () => false)) return;
      await sleep(100);
    }
    throw new Error('the engine does not answer');
  }

  /** The same engine with the same images, in a network of its own. */
  async moveApart(): Promise<Wire> {
    await this.#stop();
    this.#engine = this.#run(APART, ['--ip6tables=false']);
    await this.#answers();
    const pid = String(this.#engine.pid);
    const net = `10.213.${process.pid % 250}`;
    const wire = { here: `${net}.1`, there: `${net}.2` };
    const [near, far] = [`near${process.pid}`, `far${process.pid}`];
    const inside = ['nsenter', '--target', pid, '--net'];
    await run('ip', ['link', 'add', near, 'type', 'veth', 'peer', 'name', far, 'netns', pid]);
    for (const [before, at, name] of [
      [[], wire.here, near],
      [inside, wire.there, far],
    ] as const) {
      const [program = 'ip', ...words] = [...before, 'ip'];
      await run(program, [...words, 'address', 'add', `${at}/24`, 'dev', name]);
      await run(program, [...words, 'link', 'set', name, 'up']);
    }
    return wire;
  }

  /** What a request says that is made inside the engine's own network. */
  async fetchInside(url: string): Promise<string> {
    const script = `fetch(${JSON.stringify(url)}).then(async (it) => console.log(await it.text()))`;
    const words = ['--target', String(this.#engine.pid), '--net', process.execPath, '-e', script];
    return (await run('nsenter', words)).stdout;
  }

  get #host(): string {
    return `unix://${join(this.#folder, 'socket')}`;
  }

  /** What the command says on its standard output. */
  run(...words: readonly string[]): Promise<string> {
    return this.#say('docker', words);
  }

  /** A project of the compose file, with settings from one file and changes from another. */
  compose(settings: string, changes: string, ...words: readonly string[]): Promise<string> {
    const files = ['--file', 'docker-compose.yml', '--file', changes, '--env-file', settings];
    return this.#say('docker-compose', ['--project-name', 'test', ...files, ...words]);
  }

  async #say(program: string, words: readonly string[]): Promise<string> {
    const env = { ...process.env, DOCKER_HOST: this.#host, DOCKER_BUILDKIT: '0' };
    const { stdout } = await run(program, words, { env, cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  }

  /** The images as their Dockerfiles make them, over a base that is made here. */
  async build(tags: Readonly<Record<string, string>>): Promise<void> {
    const base = join(this.#folder, 'base');
    await run(join(import.meta.dirname, 'make-base.sh'), [base, process.execPath]);
    const tar = join(this.#folder, 'base.tar');
    await run('tar', ['-C', base, '-cf', tar, '.']);
    const extra = existsSync(join(base, 'etc/ssl/extra.pem'))
      ? ['--change', 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/extra.pem']
      : [];
    await this.run('import', ...extra, tar, 'base:local');
    const args = ['--network', 'host', '--build-arg', 'BASE=base:local'];
    await Promise.all(
      Object.entries(tags).map(([tag, place]) =>
        this.run('build', '--quiet', ...args, '--tag', tag, place),
      ),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = (await this.run('ps', '--all', '--quiet')).split('\n').filter(Boolean);
    if (left.length > 0) await this.run('rm', '--force', ...left);
    await this.#stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
  async #stop(): Promise<void> {
    const { exitCode, signalCode } = this.#engine;
    if (exitCode !== null || signalCode !== null) return;
    const ended = new Promise((done) => this.#engine.once('exit', done));
    this.#engine.kill('SIGTERM');
    await ended;
    await run('umount', [join(this.#folder, 'exec/netns/default')]).catch(() => undefined);
  }
}
