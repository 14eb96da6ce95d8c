import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

import { createInterface } from 'node:readline';
import { AUTH_TOKEN, PUBLIC_URL } from './account.ts';
import { COMPILE_CACHE, MAIN } from './built-relay.ts';
import { ALICE } from './phone-number.ts';

/** A demo in a process of its own. */
export interface RelayProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
  readonly address: string;
  /** The lines of its error output. */
  readonly complaints: readonly string[];
}

const NODE_OPTIONS = '--max-semi-space-size=8';

interface Choices {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Loaded before the relay. */
  readonly preload?: string;
}

/** Start a demo on a free port; resolves when it listens. */
export async function startProcess({ cwd, env, preload }: Choices): Promise<RelayProcess> {
  const before = preload === undefined ? [] : ['--import', preload];
  const child = spawn(process.execPath, [...before, MAIN], {
    cwd,
    env: {
      DEMO: '1',
      PORT: '0',
      PUBLIC_URL,
      TWILIO_AUTH_TOKEN: AUTH_TOKEN,
      ALLOWED_PHONE_NUMBER: ALICE,
      NODE_OPTIONS, // those of the image
      NODE_COMPILE_CACHE: COMPILE_CACHE, // for what is loaded before the relay, too
      ...env,
    },
  });
  const exited = once(child, 'exit');
  const complaints: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line));
  const { promise: up, resolve } = Promise.withResolvers<string | undefined>();
  createInterface({ input: child.stdout })
    .on('line', (line) => {
      const [, address] = /^sms-relay demo.*(http:\/\/[^/\s]+)/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    })
    .on('close', () => resolve(undefined));
  const address = await up;
  if (address !== undefined) return { child, exited, address, complaints };
  throw new Error(`the relay did not come up: ${complaints.join('\n')}`);
}
