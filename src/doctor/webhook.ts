import type { Destination } from './carrier.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';

interface Wiring extends Destination {
  /** The object that sets it: the number itself, a Messaging Service or a TwiML App. */
  readonly by: string;
  /** The place in the console where it is set. */
  readonly place: string;
}

const SUBJECT = 'Webhook';

/** Evaluates whether the texts to our number are posted here. */
export function evaluateWebhook(wiring: Wiring, publicUrl: string): CheckResult {
  const { url, method, by, place } = wiring;
  const wanted = `${publicUrl}/sms`;
  const [address = '', override] = url.split('#');
  const way = `Run npm run setup, or set it in the console under ${place}: ${wanted}, POST.`;
  if (address === '') return fail(SUBJECT, `${by} sends texts nowhere`, way);
  if (address !== wanted) {
    return fail(SUBJECT, `${by} sends texts to ${address}${difference(address, wanted)}`, way);
  }
  if (method.toUpperCase() !== 'POST') {
    return fail(SUBJECT, `${by} sends texts by ${method}, but only POST is accepted`, way);
  }
  if (override === undefined) {
    return warn(
      SUBJECT,
      `${by} sends texts to ${address}, each only once`,
      `Set it to ${wanted}#rc=2&rp=all, and Twilio tries again after a restart of the relay.`,
    );
  }
  return pass(SUBJECT, `${by} sends texts to ${url}`);
}

/** Describes a difference that is easy to overlook. */
function difference(address: string, wanted: string): string {
  const bare = (url: string): string => url.replace(/^https?:\/\//, '').replace(/(?<!\/)\/+$/, '');
  const [here, there] = [URL.parse(address)?.protocol, URL.parse(wanted)?.protocol];
  if (bare(address) !== bare(wanted)) return `, not to ${wanted}`;
  if (here !== there) {
    return `: PUBLIC_URL says ${there}//, Twilio calls ${here}//, so every signature is wrong`;
  }
  return ', with a slash too many';
}
