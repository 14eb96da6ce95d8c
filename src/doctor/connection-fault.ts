/** What can be wrong with a line to a server, before it has said anything. */
export type LineFault =
  | 'no-name'
  | 'closed'
  | 'no-way'
  | 'silent'
  | 'expired'
  | 'early'
  | 'other-name'
  | 'other-certificate'
  | 'unvouched'
  | 'no-tls'
  | 'no-proxy'
  | 'proxy-denied'
  | 'broken';

/** A certificate as the server shows it. Times are epoch milliseconds. */
export interface PresentedCertificate {
  readonly fingerprint: string;
  readonly goodFrom: number;
  readonly goodUntil: number;
}

/** The codes that errors carry, the telling ones first. */
const SIGNS: readonly (readonly [RegExp, LineFault])[] = [
  [/PROXY_REFUSED/, 'proxy-denied'],
  [/NO_TUNNEL|ERR_PROXY_TUNNEL/, 'no-proxy'],
  [/CERT_HAS_EXPIRED/, 'expired'],
  [/CERT_NOT_YET_VALID/, 'early'],
  [/ALTNAME/, 'other-name'],
  [/ANOTHER_CERTIFICATE/, 'other-certificate'],
  [/SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|CERT_/, 'unvouched'],
  [/WRONG_VERSION_NUMBER|EPROTO|packet length too long/i, 'no-tls'],
  [/ENOTFOUND|EAI_AGAIN/, 'no-name'],
  [/ECONNREFUSED/, 'closed'],
  [/EHOSTUNREACH|ENETUNREACH/, 'no-way'],
  [/TIMEOUT|ETIMEDOUT|DeadlinePassed|timed? ?out/i, 'silent'],
];

const OF_CERTIFICATES: ReadonlySet<LineFault> = new Set([
  'expired',
  'early',
  'other-name',
  'other-certificate',
  'unvouched',
]);

const isOfCertificate = (fault: LineFault): boolean => OF_CERTIFICATES.has(fault);

export const faultIn = (cause: string): LineFault =>
  SIGNS.find(([sign]) => sign.test(cause))?.[1] ?? 'broken';

/** Of a certificate that nobody vouches for and that has expired, the error tells only the first. */
export function faultOf(
  cause: string,
  shown: PresentedCertificate | undefined,
  now: number,
): LineFault {
  const fault = faultIn(cause);
  if (!shown || fault === 'other-certificate' || !isOfCertificate(fault)) return fault;
  if (now > shown.goodUntil) return 'expired';
  return now < shown.goodFrom ? 'early' : fault;
}

const date = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What that means, behind the address: `https://nas:8006: its certificate expired on 2026-11-01`. */
export function describeFault(fault: LineFault, shown: PresentedCertificate | undefined): string {
  const says: Readonly<Record<LineFault, string>> = {
    'no-name': 'no such host is known',
    'no-proxy': 'the proxy on the way gives no line to there',
    'proxy-denied': 'the proxy on the way lets nothing through to there',
    closed: 'nobody listens there',
    'no-way': 'there is no way to that host from here',
    silent: 'no answer',
    expired: `its certificate has expired${shown ? ` on ${date(shown.goodUntil)}` : ''}`,
    early: `its certificate is not good before ${shown ? date(shown.goodFrom) : 'later'}`,
    'other-name': 'its certificate is for another name',
    'other-certificate': 'shows another certificate than the one that is pinned',
    unvouched: 'its certificate is vouched for by nobody known here',
    'no-tls': 'does not speak TLS there',
    broken: 'the line broke',
  };
  return says[fault];
}
