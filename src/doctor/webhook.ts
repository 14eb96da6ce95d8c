import type { Destination } from './carrier.ts';
import { type CheckResult, fine, note, wrong } from './check-result.ts';

interface Wiring extends Destination {
  /** Who says so: the number itself, a Messaging Service or a TwiML App. */
  readonly by: string;
  /** Where in the console it is set. */
  readonly place: string;
}

const SUBJECT = 'Webhook';

/** Whether the texts to our number come here, and as a form that carries them. */
export function evaluateWebhook(wiring: Wiring, publicUrl: string): CheckResult {
  const { url, method, by, place } = wiring;
  const wanted = `${publicUrl}/sms`;
  const [address = '', override] = url.split('#');
  const way = `Run npm run setup, or set it in the console under ${place}: ${wanted}, POST.`;
  if (address === '') return wrong(SUBJECT, `${by} sends texts nowhere`, way);
  if (address !== wanted) {
    return wrong(SUBJECT, `${by} sends texts to ${address}${difference(address, wanted)}`, way);
  }
  if (method.toUpperCase() !== 'POST') {
    return wrong(SUBJECT, `${by} sends texts by ${method}, and only POST is taken`, way);
  }
  if (override === undefined) {
    return note(
      SUBJECT,
      `${by} sends texts to ${address}, each only once`,
      `Set it to ${wanted}#rc=2&rp=all, and Twilio tries again when the relay was just restarting.`,
    );
  }
  return fine(SUBJECT, `${by} sends texts to ${url}`);
}

/** What a tired eye misses. */
function difference(address: string, wanted: string): string {
  const bare = (url: string): string => url.replace(/^https?:\/\//, '').replace(/(?<!\/)\/+$/, '');
  const [here, there] = [URL.parse(address)?.protocol, URL.parse(wanted)?.protocol];
  if (bare(address) !== bare(wanted)) return `, not to ${wanted}`;
  if (here !== there) {
    return `: PUBLIC_URL says ${there}//, Twilio calls ${here}//, so every signature is wrong`;
  }
  return ', with a slash too many';
}
