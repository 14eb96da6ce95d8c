import { homedir } from 'node:os';
import { secrets } from '../../config/variables.ts';
import { TWILIO_API_URL } from '../app.ts';
import { misused, type Shell } from './shell.ts';

/** Asks a person for what is missing in `.env`, and writes it there. */
export async function setup(shell: Shell, ...words: string[]): Promise<void> {
  if (words.some((word) => word !== '--all')) {
    misused(shell, 'setup knows --all: it asks for everything again.');
  }
  const [{ setup: walk }, { createTwilioAccount }, { newAuthenticator }, style] = await Promise.all(
    [
      import('../../cli/setup/setup.ts'),
      import('../../adapters/carriers/twilio/twilio-account.ts'),
      import('../../adapters/totp/new-authenticator.ts'),
      import('../../cli/setup/style.ts'),
    ],
  );
  const { stdin: input, stdout: output, env: environment } = shell;
  const code = await walk({
    ...{ input, output, environment, envFile: '.env', exampleFile: '.env.example' },
    asksAll: words.length > 0,
    isInteractive: input.isTTY && output.isTTY,
    style: environment['NO_COLOR'] ? style.PLAIN : style.COLOURED,
    home: homedir(),
    timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    openAccount: ({ token, apiUrl = TWILIO_API_URL, ...key }) =>
      createTwilioAccount({ ...key, tokens: secrets.parse(token), apiUrl: () => apiUrl }),
    makeAuthenticator: newAuthenticator,
  });
  shell.exit(code);
}
