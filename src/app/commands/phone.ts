import { start } from './serve.ts';
import type { Shell } from './shell.ts';

const ANSWER_TIMEOUT_MS = 20_000;

/** Opens a phone in this terminal, on a running demo or on a new one. */
export async function phone(
  shell: Shell,
  address = `http://127.0.0.1:${shell.env['PORT'] ?? 8000}`,
): Promise<void> {
  const [{ phone: runPhone }, { openEmulatorClient }] = await Promise.all([
    import('../../cli/phone.ts'),
    import('../../cli/emulator-client.ts'),
  ]);
  const client =
    (await openEmulatorClient(address)) ?? (await openEmulatorClient(await startQuietDemo(shell)));
  if (!client) throw new Error('the demo has no phone');
  const { stdin, stdout, exit } = shell;
  const isInteractive = stdin.isTTY && stdout.isTTY;
  await runPhone(client, {
    ...{ input: stdin, output: stdout, isInteractive },
    timeoutMs: ANSWER_TIMEOUT_MS,
  });
  exit(0);
}

async function startQuietDemo(shell: Shell): Promise<string> {
  const env = { DEMO: '1', PORT: '0', LOG_LEVEL: 'silent', TZ: shell.env['TZ'] };
  return (await start(shell, env)).address;
}
