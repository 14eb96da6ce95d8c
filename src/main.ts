import { existsSync, readFileSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { z } from 'zod';
import { compose } from './compose.ts';
import { loadConfig } from './config/config.ts';
import { systemClock } from './core/clock.ts';

if (existsSync('.env')) process.loadEnvFile('.env'); // what the environment says already, stays
const loaded = loadConfig(process.env);
if (!loaded.ok) {
  const problems = loaded.error.map((line) => `  - ${line}\n`).join('');
  process.stderr.write(`sms-relay cannot start:\n${problems}`);
  process.exit(78); // EX_CONFIG: restarting will not help
}

const config = loaded.value;
const log = pino({ level: config.logLevel });
const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;
const service = await compose(config, { clock: systemClock, log, version });

closeWithGrace({ delay: 10_000, logger: false }, async ({ err, signal }) => {
  if (err) log.fatal({ err }, 'stopping over a bug');
  else log.info({ signal }, 'stopping');
  await service[Symbol.asyncDispose]();
});

const { host, port } = config.http;
const address = await service.http.listen({ host, port }).catch(async (cause: unknown) => {
  process.stderr.write(`sms-relay cannot listen on ${host}:${port}: ${String(cause)}\n`);
  await service[Symbol.asyncDispose]();
  process.exit(1);
});
log.info({ address, version }, 'listening');

if (config.isDemo) {
  const { welcome } = await import('./demo/welcome.ts');
  process.stdout.write(welcome(address));
}
