import { type CheckResult, fail, pass, warn } from './check-result.ts';
import {
  describeFault,
  faultOf,
  type LineFault,
  type PresentedCertificate,
} from './connection-fault.ts';

/** The result of one request to an address. */
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
      /** The certificate of the server, if it is not trusted. */
      readonly certificate?: PresentedCertificate | undefined;
    };

interface Seen {
  readonly publicUrl: string;
  /** The instance id of the relay that runs here; missing when none does. */
  readonly here: string | undefined;
  /** The answer of PUBLIC_URL to a liveness request. */
  readonly alive: UrlProbe;
  /** Its answer to a text from an unknown sender, signed with our token for our address. */
  readonly signed: UrlProbe;
  readonly now: number;
}

const SUBJECT = 'PUBLIC_URL';

/** Evaluates whether the address Twilio calls leads here, and whether its signature is accepted here. */
export function evaluatePublicUrl(seen: Seen): CheckResult {
  const { publicUrl, here, alive, signed, now } = seen;
  if (signed.kind === 'none') return evaluateConnection(publicUrl, signed, now);
  const there = instanceIn(alive);
  const refusal = evaluateStatus(publicUrl, signed, there !== undefined);
  if (refusal) return refusal;
  if (!/<Response\s*\/?>/.test(signed.body)) {
    return fail(
      SUBJECT,
      `${publicUrl}/sms answers, but not with the answer of a relay`,
      'Open that address in a browser: a login, a warning or another service is in the way.',
    );
  }
  if (here !== undefined && there !== here) {
    return warn(
      SUBJECT,
      `${publicUrl} leads to another relay than the one that runs here`,
      'Stop one of them: two relays cannot share a number.',
    );
  }
  return pass(SUBJECT, `${publicUrl} leads here, and Twilio signatures are accepted`);
}

/** Returns the instance id from /health/live; undefined when the answer is not from a relay. */
export const instanceIn = (look: UrlProbe): string | undefined =>
  look.kind === 'answer' ? /"instance":"([\w-]{8,64})"/.exec(look.body)?.[1] : undefined;

type Answer = Extract<UrlProbe, { kind: 'answer' }>;

function evaluateStatus(
  publicUrl: string,
  look: Answer,
  isRelay: boolean,
): CheckResult | undefined {
  const { status, location } = look;
  const address = `${publicUrl}/sms`;
  if (status >= 300 && status < 400) {
    const to = location === undefined ? 'elsewhere' : (location.split('?')[0] ?? '');
    const next = `Put the address it redirects to into PUBLIC_URL and into the webhook${hint(publicUrl, to)}.`;
    return fail(SUBJECT, `${address} redirects to ${to} (${status}): texts get lost`, next);
  }
  if (status === 403 && isRelay) {
    return fail(
      SUBJECT,
      'the relay there rejects signatures for this address and token (403)',
      'It runs with another PUBLIC_URL, TWILIO_AUTH_TOKEN, account or number than is set here: start it again. If not, a proxy changes the path.',
    );
  }
  const known = STATUSES[status];
  if (known) return fail(SUBJECT, `${address} ${known.says} (${status})`, known.next);
  return status === 200
    ? undefined
    : fail(SUBJECT, `${address} answers ${status}`, 'Look into the log of what answers there.');
}

const hint = (publicUrl: string, to: string): string =>
  publicUrl.startsWith('http://') && to.startsWith('https://') ? ': https, not http' : '';

const NOT_RUNNING = 'Start the relay, and check that the proxy or tunnel sends to its PORT.';

const STATUSES: Readonly<Record<number, { readonly says: string; readonly next: string }>> = {
  401: {
    says: 'asks for a password',
    next: 'Let the proxy pass /sms without one: Twilio is recognized by its signature.',
  },
  403: {
    says: 'is rejected by something in front of the relay',
    next: 'Let the proxy or firewall pass POST /sms: Twilio has no fixed addresses, and signs instead.',
  },
  404: {
    says: 'is unknown there',
    next: 'Route /sms of that host to the relay, with its path unchanged; PUBLIC_URL has no /sms.',
  },
  405: {
    says: 'does not accept POST',
    next: 'Route /sms of that host to the relay, including POST.',
  },
  502: { says: 'leads nowhere: the relay behind it does not answer', next: NOT_RUNNING },
  503: { says: 'leads nowhere right now', next: NOT_RUNNING },
  504: { says: 'leads to a server that does not answer', next: NOT_RUNNING },
};

const RENEW_CERTIFICATE =
  'Renew it (certbot renew, or find out why Caddy or the tunnel did not): Twilio does not call such an address.';
const PUBLIC_CERTIFICATE =
  'Get one from a public authority (Caddy and Cloudflare do it by themselves): Twilio trusts no other.';
const CHECK_ROUTER =
  'Try it from a phone without Wi-Fi: if it works there, your router just does not support hairpin NAT.';

const NEXT_STEPS: Readonly<Record<LineFault, string>> = {
  'no-name': 'Correct the host in PUBLIC_URL, or create its DNS entry.',
  'no-proxy': 'Check that the proxy in HTTPS_PROXY runs, or add the host to NO_PROXY.',
  'proxy-denied':
    'The doctor connects through HTTPS_PROXY, which does not allow this host: add it to NO_PROXY.',
  closed: `Start the tunnel or proxy, or forward the port. ${CHECK_ROUTER}`,
  'no-way': `Check the route and the firewall. ${CHECK_ROUTER}`,
  silent: `Forward the port, or start the tunnel. ${CHECK_ROUTER}`,
  expired: RENEW_CERTIFICATE,
  early: 'Correct the clock of this machine, or of the one that issued it.',
  'other-name': 'Get a certificate for exactly the host in PUBLIC_URL.',
  'other-certificate': PUBLIC_CERTIFICATE,
  unvouched: PUBLIC_CERTIFICATE,
  'no-tls':
    'PUBLIC_URL says https, but http answers there: put a proxy with a certificate in front of it.',
  broken: 'Look into the log of the proxy or tunnel.',
};

function evaluateConnection(
  publicUrl: string,
  { cause, certificate }: Extract<UrlProbe, { kind: 'none' }>,
  now: number,
): CheckResult {
  const fault = faultOf(cause, certificate, now);
  return fail(SUBJECT, `${publicUrl}: ${describeFault(fault, certificate)}`, NEXT_STEPS[fault]);
}

const PRIVATE_IPV4 =
  /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))(?:\.\d+)+$/;
const PRIVATE_IPV6 = /^\[(?:::1\]|f[cd]|fe80)/i;
const PRIVATE_NAME = /^localhost$|\.(?:local|lan|home|internal)$/i;

const isPrivate = (host: string): boolean =>
  [PRIVATE_IPV4, PRIVATE_IPV6, PRIVATE_NAME].some((kind) => kind.test(host));

/** Reports addresses that Twilio cannot call, even if they answer here. */
export function evaluateAddress(publicUrl: string): readonly CheckResult[] {
  const { hostname = '', protocol } = URL.parse(publicUrl) ?? {};
  if (isPrivate(hostname)) {
    return [
      fail(
        SUBJECT,
        `${publicUrl} is an address of your own network: Twilio cannot call it`,
        'Use a public name that leads here: ngrok http 8000, a Cloudflare tunnel, or your own domain.',
      ),
    ];
  }
  if (hostname.includes('_')) {
    const next = 'Use a host without an underscore.';
    return [
      fail(SUBJECT, `Twilio does not call hosts with an underscore: ${hostname} (21609)`, next),
    ];
  }
  if (protocol === 'http:') {
    const next = 'Put a proxy with a certificate in front of it, and use https in PUBLIC_URL.';
    return [warn(SUBJECT, 'over http anyone on the way can read your texts', next)];
  }
  return [];
}
