import { homedir } from 'node:os';
import { secrets } from '../../config/variables.ts';
import { readStoredSecrets } from '../stored-secrets.ts';
import { TWILIO_API_URL } from '../twilio-api-url.ts';
import { misused, type Shell } from './shell.ts';

/** Prompts for the settings missing in `.env`, and writes them there. */
export async function setup(shell: Shell, ...words: string[]): Promise<void> {
  if (words.some((word) => word !== '--all')) {
    misused(shell, 'setup takes only --all, which asks for every setting again.');
  }
  const [{ setup: runSetup }, { createTwilioAccount }, { newAuthenticator }] = await Promise.all([
    import('../../cli/setup/setup.ts'),
    import('../../adapters/carriers/twilio/twilio-account.ts'),
    import('../../adapters/totp/new-authenticator.ts'),
  ]);
  const { stdin: input, stdout: output, env: environment } = shell;
  const code = await runSetup({
    ...{ input, output, environment, envFile: '.env', exampleFile: '.env.example' },
    asksAll: words.length > 0,
    isInteractive: input.isTTY && output.isTTY,
    home: homedir(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    openAccount: ({ token, apiUrl = TWILIO_API_URL, ...key }) =>
      createTwilioAccount({ ...key, tokens: secrets.parse(token), apiUrl: () => apiUrl }),
    makeAuthenticator: newAuthenticator,
    readSecrets: readStoredSecrets,
  });
  shell.exit(code);
}
