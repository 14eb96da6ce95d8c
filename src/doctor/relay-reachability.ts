import { z } from 'zod';
import { type CheckResult, fail, pass, warn } from './check-result.ts';
import { evaluateAddress, evaluatePublicUrl, instanceIn, type UrlProbe } from './public-url.ts';

interface Dependencies {
  readonly publicUrl: string;
  /** The local address of the relay, such as `http://127.0.0.1:8000`. */
  readonly localUrl: string;
  /** True when Twilio itself has to reach the relay, not an emulator. */
  readonly isPublic: boolean;
  readonly look: (url: string) => Promise<UrlProbe>;
  /** Posts a text from an unknown sender to an address, signed for that address. */
  readonly postSigned: (url: string) => Promise<UrlProbe>;
  /** Listens in place of a relay that does not run, until disposed; undefined when it cannot. */
  readonly standIn: () => Promise<AsyncDisposable | undefined>;
  readonly now: () => number;
}

/** Checks whether a relay runs here, and whether PUBLIC_URL leads to it. */
export async function checkReachability(
  dependencies: Dependencies,
): Promise<readonly CheckResult[]> {
  const { localUrl, publicUrl, isPublic } = dependencies;
  const local = await dependencies.look(`${localUrl}/health/live`);
  const running = instanceIn(local);
  if (local.kind === 'answer' && running === undefined) {
    return [portTaken(localUrl), ...(isPublic ? evaluateAddress(publicUrl) : [])];
  }
  await using standIn = running === undefined ? await dependencies.standIn() : undefined;
  if (running === undefined && !standIn) return [portTaken(localUrl)];
  const here = standIn ? instanceIn(await dependencies.look(`${localUrl}/health/live`)) : running;
  const [alive, signed] = await Promise.all([
    dependencies.look(`${publicUrl}/health/live`),
    dependencies.postSigned(`${publicUrl}/sms`),
  ]);
  const address = isPublic ? evaluateAddress(publicUrl) : [];
  const publicUrlResult = evaluatePublicUrl({
    publicUrl,
    here,
    alive,
    signed,
    now: dependencies.now(),
  });
  const relay = running === undefined ? notRunning(localUrl) : pass('Relay', `runs at ${localUrl}`);
  const texts =
    running === undefined ? [] : readTexts(await dependencies.look(`${localUrl}/health`));
  return [...address, publicUrlResult, relay, ...texts];
}

/** Reports a running demo, or how to start one. */
export async function checkDemo(
  localUrl: string,
  look: (url: string) => Promise<UrlProbe>,
): Promise<readonly CheckResult[]> {
  const local = await look(`${localUrl}/health/live`);
  if (instanceIn(local)) return [pass('Relay', `runs, with its phones at ${localUrl}/phone`)];
  if (local.kind === 'answer') return [portTaken(localUrl)];
  return [pass('Relay', 'does not run: make dev starts it')];
}

const Health = z.object({ texts: z.array(z.string()) });

/** Reports the texts that did not arrive, as listed in the relay's own /health. */
function readTexts(look: UrlProbe): readonly CheckResult[] {
  const json = look.kind === 'answer' ? parseJson(look.body) : undefined;
  return (Health.safeParse(json).data?.texts ?? [])
    .filter((line) => line !== 'OK')
    .map((line) => warn('Texts', line));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const portTaken = (localUrl: string): CheckResult =>
  fail(
    'Relay',
    `${localUrl} answers, but is not a relay of this version`,
    'Stop the program that listens there, or choose another PORT; restart it if it is an older relay.',
  );

const notRunning = (localUrl: string): CheckResult =>
  warn(
    'Relay',
    `does not run here: nothing answers at ${localUrl}, so the doctor listened there itself`,
    'Start it: npm start, or docker-compose up -d.',
  );
