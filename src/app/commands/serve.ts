import { setFlagsFromString } from 'node:v8';
import closeWithGrace from 'close-with-grace';
import { DatabaseUnavailable } from '../../adapters/storage/relay-storage.ts';
import { type Config, loadConfig } from '../../config/config.ts';
import { systemClock } from '../../core/clock.ts';
import { type App, createApp } from '../app.ts';
import { createAppLog } from '../logging.ts';
import { readStoredSecrets } from '../stored-secrets.ts';
import { EX_CONFIG, readEnvFile, type Shell } from './shell.ts';

/**
 * Texts that wait for one commit survive a collection of young objects, from which V8 concludes that their parts are best
 * created among the old ones. There they stay until the next full collection, with all that they refer to.
 */
const KEEP_YOUNG = '--no-allocation-site-pretenuring';

/** Starts the relay and listens; on problems that prevent a start, prints them and exits. */
export async function start(
  { stderr, exit, holdSignals, version, vitals }: Shell,
  env: NodeJS.ProcessEnv,
): Promise<App & { address: string; config: Config }> {
  function cannotStart(problems: readonly string[]): never {
    stderr.write(`sms-relay cannot start:\n${problems.map((line) => `  - ${line}\n`).join('')}`);
    return exit(EX_CONFIG);
  }

  const loaded = await loadConfig(env, readStoredSecrets);
  if (!loaded.ok) return cannotStart(loaded.error);
  const config = loaded.value;
  const log = createAppLog(config);
  const environment = { clock: systemClock, log, version, vitals };
  const service = await createApp(config, environment).catch((cause: unknown) => {
    if (!(cause instanceof DatabaseUnavailable)) throw cause;
    return cannotStart([`DATABASE_URL: ${cause.message}`]);
  });
  closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
    holdSignals();
    if (err) log.fatal({ err }, 'stopping because of a bug');
    else log.info({ signal }, 'stopping');
    await service[Symbol.asyncDispose]();
  });

  const { host, port } = config.http;
  const address = await service.http.listen({ host, port }).catch(async (cause: unknown) => {
    stderr.write(`sms-relay cannot listen on ${host}:${port}: ${String(cause)}\n`);
    await service[Symbol.asyncDispose]();
    return exit(1);
  });
  log.info({ address, version }, 'listening');
  return { ...service, address, config };
}

/** Runs the relay until it receives a stop signal. */
export async function serve(shell: Shell): Promise<void> {
  setFlagsFromString(KEEP_YOUNG);
  readEnvFile(shell);
  const { config, address } = await start(shell, shell.env);
  if (!config.isDemo) return;
  const { welcome } = await import('../../demo/welcome.ts');
  shell.stdout.write(welcome(address));
}
