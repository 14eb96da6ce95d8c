import type { DestinationStream, Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { clusterSecrets, secretsIn } from '../config/secrets-in.ts';
import { createLog } from '../log/log.ts';
import { createLogRedactor } from '../log/redact.ts';
import { numbersOf } from '../people/person.ts';

/** Creates the log, with the configured secrets and all phone numbers redacted. */
export function createAppLog(config: Config, destination?: DestinationStream): Logger {
  const redact = createLogRedactor({
    secrets: [...secretsIn(config), ...clusterSecrets(config)],
    numbers: [...config.people.all.flatMap(numbersOf), config.twilio.phoneNumber],
  });
  return createLog({ level: config.logLevel, redact, destination });
}
