import { z } from 'zod';
import { type CheckResult, fine, note, wrong } from './check-result.ts';
import { evaluateAddress, evaluatePublicUrl, instanceIn, type UrlProbe } from './public-url.ts';

interface Dependencies {
  readonly publicUrl: string;
  /** Where the relay listens on this machine, such as `http://127.0.0.1:8000`. */
  readonly localUrl: string;
  /** Whether Twilio itself has to find us there, and no pretend carrier. */
  readonly isPublic: boolean;
  readonly look: (url: string) => Promise<UrlProbe>;
  /** Posts a stranger's text to an address, signed for it. */
  readonly postSigned: (url: string) => Promise<UrlProbe>;
  /** Listens in place of a relay that does not run, until it is put away; nothing when it cannot. */
  readonly standIn: () => Promise<AsyncDisposable | undefined>;
  readonly now: () => number;
}

/** Whether a relay runs here, and whether PUBLIC_URL leads to it. */
export async function examineHome(parts: Dependencies): Promise<readonly CheckResult[]> {
  const { localUrl, publicUrl, isPublic } = parts;
  const local = await parts.look(`${localUrl}/health/live`);
  const running = instanceIn(local);
  if (local.kind === 'answer' && running === undefined) {
    return [taken(localUrl), ...(isPublic ? evaluateAddress(publicUrl) : [])];
  }
  await using standIn = running === undefined ? await parts.standIn() : undefined;
  if (running === undefined && !standIn) return [taken(localUrl)];
  const here = standIn ? instanceIn(await parts.look(`${localUrl}/health/live`)) : running;
  const [alive, signed] = await Promise.all([
    parts.look(`${publicUrl}/health/live`),
    parts.postSigned(`${publicUrl}/sms`),
  ]);
  const address = isPublic ? evaluateAddress(publicUrl) : [];
  const led = evaluatePublicUrl({ publicUrl, here, alive, signed, now: parts.now() });
  const relay = running === undefined ? absent(localUrl) : fine('Relay', `runs at ${localUrl}`);
  const texts = running === undefined ? [] : readTexts(await parts.look(`${localUrl}/health`));
  return [...address, led, relay, ...texts];
}

/** A demo that runs, or how to start one. */
export async function examineDemo(
  localUrl: string,
  look: (url: string) => Promise<UrlProbe>,
): Promise<readonly CheckResult[]> {
  const local = await look(`${localUrl}/health/live`);
  if (instanceIn(local)) return [fine('Relay', `runs, with its phones at ${localUrl}/phone`)];
  if (local.kind === 'answer') return [taken(localUrl)];
  return [fine('Relay', 'does not run: make dev starts it')];
}

const Health = z.object({ texts: z.array(z.string()) });

/** What the relay itself knows of texts that did not arrive. */
function readTexts(look: UrlProbe): readonly CheckResult[] {
  const json = look.kind === 'answer' ? parsed(look.body) : undefined;
  return (Health.safeParse(json).data?.texts ?? [])
    .filter((line) => line !== 'OK')
    .map((line) => note('Texts', line));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const taken = (localUrl: string): CheckResult =>
  wrong(
    'Relay',
    `${localUrl} answers, and is no relay of this version`,
    'Stop what listens there, or choose another PORT; an older relay: start it again.',
  );

const absent = (localUrl: string): CheckResult =>
  note(
    'Relay',
    `does not run here: nothing answers at ${localUrl}, so the doctor listened there itself`,
    'Start it: npm start, or docker-compose up -d.',
  );
