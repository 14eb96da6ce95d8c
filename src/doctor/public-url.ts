import { type CheckResult, fine, note, wrong } from './check-result.ts';
import {
  describeFault,
  faultOf,
  type LineFault,
  type PresentedCertificate,
} from './connection-fault.ts';

/** What came of asking an address once. */
export type UrlProbe =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly location?: string | undefined;
    }
  | {
      readonly kind: 'none';
      readonly cause: string;
      /** What the server showed, where nobody believed it. */
      readonly certificate?: PresentedCertificate | undefined;
    };

interface Seen {
  readonly publicUrl: string;
  /** The relay that runs here, by the id that it shows; nothing when none does. */
  readonly here: string | undefined;
  /** What PUBLIC_URL says to whoever asks whether it is alive. */
  readonly alive: UrlProbe;
  /** What it says to a stranger's text that is signed with our token for our address. */
  readonly signed: UrlProbe;
  readonly now: number;
}

const SUBJECT = 'PUBLIC_URL';

/** Whether what Twilio calls leads here, and is believed here. */
export function evaluatePublicUrl(seen: Seen): CheckResult {
  const { publicUrl, here, alive, signed, now } = seen;
  if (signed.kind === 'none') return judgeLine(publicUrl, signed, now);
  const there = instanceIn(alive);
  const refusal = judgeStatus(publicUrl, signed, there !== undefined);
  if (refusal) return refusal;
  if (!/<Response\s*\/?>/.test(signed.body)) {
    return wrong(
      SUBJECT,
      `${publicUrl}/sms answers with something that is no relay's`,
      'Look at that address in a browser: a login, a warning or another service stands in the way.',
    );
  }
  if (here !== undefined && there !== here) {
    return note(
      SUBJECT,
      `${publicUrl} leads to a relay, which is not the one that runs here`,
      'Stop the one that you do not mean; two of them do not know of each other.',
    );
  }
  return fine(SUBJECT, `${publicUrl} leads here, and what Twilio signs is believed`);
}

/** The id that a relay shows under /health/live; nothing when it is no relay that answers. */
export const instanceIn = (look: UrlProbe): string | undefined =>
  look.kind === 'answer' ? /"instance":"([\w-]{8,64})"/.exec(look.body)?.[1] : undefined;

type Answer = Extract<UrlProbe, { kind: 'answer' }>;

function judgeStatus(publicUrl: string, look: Answer, isRelay: boolean): CheckResult | undefined {
  const { status, location } = look;
  const address = `${publicUrl}/sms`;
  if (status >= 300 && status < 400) {
    const to = location === undefined ? 'elsewhere' : (location.split('?')[0] ?? '');
    const next = `Put the address it leads to into PUBLIC_URL and into the webhook${hint(publicUrl, to)}.`;
    return wrong(
      SUBJECT,
      `${address} sends on to ${to} (${status}): a text gets lost on that way`,
      next,
    );
  }
  if (status === 403 && isRelay) {
    return wrong(
      SUBJECT,
      'the relay there refuses what is signed for this address with this token (403)',
      'It runs with another PUBLIC_URL, TWILIO_AUTH_TOKEN, account or number than is set here: start it again. If not, a proxy changes the path.',
    );
  }
  const known = STATUSES[status];
  if (known) return wrong(SUBJECT, `${address} ${known.says} (${status})`, known.next);
  return status === 200
    ? undefined
    : wrong(SUBJECT, `${address} answers ${status}`, 'Look into the log of what answers there.');
}

const hint = (publicUrl: string, to: string): string =>
  publicUrl.startsWith('http://') && to.startsWith('https://') ? ': https, not http' : '';

const NOT_RUNNING = 'Start the relay, and look whether the proxy or tunnel sends to its PORT.';

const STATUSES: Readonly<Record<number, { readonly says: string; readonly next: string }>> = {
  401: {
    says: 'asks for a password',
    next: 'Let the proxy pass /sms without one: Twilio is known by its signature.',
  },
  403: {
    says: 'is refused by something before the relay',
    next: 'Let the proxy or firewall pass POST /sms: Twilio has no fixed addresses, and signs instead.',
  },
  404: {
    says: 'is not known there',
    next: 'Lead /sms of that host to the relay, with its path unchanged; PUBLIC_URL goes without /sms.',
  },
  405: { says: 'takes no POST', next: 'Lead /sms of that host to the relay, POST included.' },
  502: { says: 'leads to nobody: the relay behind it does not answer', next: NOT_RUNNING },
  503: { says: 'leads to nobody right now', next: NOT_RUNNING },
  504: { says: 'leads to somebody who does not answer', next: NOT_RUNNING },
};

const RENEW =
  'Renew it (certbot renew, or look why Caddy or the tunnel did not): Twilio calls no such address.';
const PUBLIC_CERTIFICATE =
  'Get one from a public authority (Caddy and Cloudflare do it by themselves): Twilio believes no other.';
const ROUTER =
  'Try it from a phone without Wi-Fi: if it works there, your router just does not lead back in.';

const WAYS_OUT: Readonly<Record<LineFault, string>> = {
  'no-name': 'Correct the host in PUBLIC_URL, or make its DNS entry.',
  'no-proxy': 'Look whether the proxy of HTTPS_PROXY runs, or put the host into NO_PROXY.',
  'proxy-denied':
    'The doctor asks through HTTPS_PROXY, which lets nothing through to there: put the host into NO_PROXY.',
  closed: `Start the tunnel or proxy, or forward the port. ${ROUTER}`,
  'no-way': `Look at the route and the firewall. ${ROUTER}`,
  silent: `Forward the port, or start the tunnel. ${ROUTER}`,
  expired: RENEW,
  early: "Set this machine's clock, or the clock of whoever made it.",
  'other-name': 'Get a certificate for exactly the host in PUBLIC_URL.',
  'other-certificate': PUBLIC_CERTIFICATE,
  unvouched: PUBLIC_CERTIFICATE,
  'no-tls':
    'PUBLIC_URL says https, and http answers there: put a proxy with a certificate before it.',
  broken: 'Look into the log of the proxy or tunnel.',
};

function judgeLine(
  publicUrl: string,
  { cause, certificate }: Extract<UrlProbe, { kind: 'none' }>,
  now: number,
): CheckResult {
  const fault = faultOf(cause, certificate, now);
  return wrong(SUBJECT, `${publicUrl}: ${describeFault(fault, certificate)}`, WAYS_OUT[fault]);
}

const PRIVATE_IPV4 =
  /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(?:\.\d+)+$/;
const PRIVATE_IPV6 = /^\[(?:::1\]|f[cd]|fe80)/i;
const PRIVATE_NAME = /^localhost$|\.(?:local|lan|home|internal)$/i;

const isPrivate = (host: string): boolean =>
  [PRIVATE_IPV4, PRIVATE_IPV6, PRIVATE_NAME].some((kind) => kind.test(host));

/** What Twilio could not call, even if it answers here. */
export function evaluateAddress(publicUrl: string): readonly CheckResult[] {
  const { hostname = '', protocol } = URL.parse(publicUrl) ?? {};
  if (isPrivate(hostname)) {
    return [
      wrong(
        SUBJECT,
        `${publicUrl} is an address of your own network: Twilio cannot call it`,
        'Lead a public name here: ngrok http 8000, a Cloudflare tunnel, or your own domain.',
      ),
    ];
  }
  if (hostname.includes('_')) {
    const next = 'Use a host without an underscore.';
    return [wrong(SUBJECT, `Twilio calls no host with an underscore: ${hostname} (21609)`, next)];
  }
  if (protocol === 'http:') {
    const next = 'Put a proxy with a certificate before it, and https into PUBLIC_URL.';
    return [note(SUBJECT, 'by http anybody on the way reads what you text', next)];
  }
  return [];
}
