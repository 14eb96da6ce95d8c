import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

const ENGINE = '/usr/sbin/dockerd';
const DEBOOTSTRAP = '/usr/sbin/debootstrap';

/** Building takes minutes, the rights of root and the whole machine: it is done on demand, and by the gate. */
export const isWanted = process.env['TEST_IMAGE'] !== undefined;

export const HOW_TO_RUN = 'make test-image builds it (as root, with docker.io and debootstrap)';

const ROOT = join(import.meta.dirname, '../..');

/** A Docker engine of our own, without a bridge: containers listen on this machine. */
export class Docker implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'docker-'));
  readonly #engine: ChildProcess;

  private constructor() {
    const at = (name: string) => join(this.#folder, name);
    this.#engine = spawn(
      ENGINE,
      [
        ...['-H', this.#host, '--data-root', at('data'), '--exec-root', at('exec')],
        ...['--pidfile', at('pid'), '--iptables=false', '--ip6tables=false', '--bridge=none'],
      ],
      { stdio: 'ignore' },
    );
  }

  static async start(): Promise<Docker> {
    if (!existsSync(ENGINE) || !existsSync(DEBOOTSTRAP)) throw new Error(HOW_TO_RUN);
    const docker = new Docker();
    for (let tries = 0; tries < 100; tries += 1) {
      if (await docker.run('info').then(Boolean, () => false)) return docker;
      await sleep(100);
    }
    throw new Error('the engine does not answer');
  }

  get #host(): string {
    return `unix://${join(this.#folder, 'socket')}`;
  }

  /** What the command says on its standard output. */
  async run(...words: readonly string[]): Promise<string> {
    const env = { ...process.env, DOCKER_HOST: this.#host, DOCKER_BUILDKIT: '0' };
    const { stdout } = await run('docker', words, { env, cwd: ROOT, maxBuffer: 64 * 1024 * 1024 });
    return stdout.trim();
  }

  /** The image as the Dockerfile makes it, over a base that is made here. */
  async build(tag: string): Promise<void> {
    const base = join(this.#folder, 'base');
    await run(join(import.meta.dirname, 'make-base.sh'), [base, process.execPath]);
    const tar = join(this.#folder, 'base.tar');
    await run('tar', ['-C', base, '-cf', tar, '.']);
    const extra = existsSync(join(base, 'etc/ssl/extra.pem'))
      ? ['--change', 'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/extra.pem']
      : [];
    await this.run('import', ...extra, tar, 'base:local');
    const args = ['--network', 'host', '--build-arg', 'BASE=base:local', '--tag', tag];
    await this.run('build', '--quiet', ...args, '.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = (await this.run('ps', '--all', '--quiet')).split('\n').filter(Boolean);
    if (left.length > 0) await this.run('rm', '--force', ...left);
    const ended = new Promise((done) => this.#engine.once('exit', done));
    this.#engine.kill('SIGTERM');
    await ended;
    await run('umount', [join(this.#folder, 'exec/netns/default')]).catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
