/** The ways a connection can fail before the server has answered. */
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

/** The certificate a server presents. Times are epoch milliseconds. */
export interface PresentedCertificate {
  readonly fingerprint: string;
  readonly goodFrom: number;
  readonly goodUntil: number;
}

/** The codes in error texts, most specific first. */
const ERROR_PATTERNS: readonly (readonly [RegExp, LineFault])[] = [
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

const CERTIFICATE_FAULTS: ReadonlySet<LineFault> = new Set([
  'expired',
  'early',
  'other-name',
  'other-certificate',
  'unvouched',
]);

const isCertificateFault = (fault: LineFault): boolean => CERTIFICATE_FAULTS.has(fault);

export const faultIn = (cause: string): LineFault =>
  ERROR_PATTERNS.find(([pattern]) => pattern.test(cause))?.[1] ?? 'broken';

/** Returns the fault of a connection. For a certificate that is both untrusted and expired, the error names only the first. */
export function faultOf(
  cause: string,
  shown: PresentedCertificate | undefined,
  now: number,
): LineFault {
  const fault = faultIn(cause);
  if (!shown || fault === 'other-certificate' || !isCertificateFault(fault)) return fault;
  if (now > shown.goodUntil) return 'expired';
  return now < shown.goodFrom ? 'early' : fault;
}

const date = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Describes a fault, to be shown after the address: `https://nas:8006: its certificate has expired on 2026-11-01`. */
export function describeFault(fault: LineFault, shown: PresentedCertificate | undefined): string {
  const says: Readonly<Record<LineFault, string>> = {
    'no-name': 'unknown host',
    'no-proxy': 'the proxy does not connect to it',
    'proxy-denied': 'the proxy does not allow it',
    closed: 'nothing listens there',
    'no-way': 'no route to this host',
    silent: 'no answer',
    expired: `its certificate has expired${shown ? ` on ${date(shown.goodUntil)}` : ''}`,
    early: `its certificate is not valid before ${shown ? date(shown.goodFrom) : 'later'}`,
    'other-name': 'its certificate is for another name',
    'other-certificate': 'its certificate is not the pinned one',
    unvouched: 'its certificate is not from a trusted authority',
    'no-tls': 'does not speak TLS there',
    broken: 'the connection broke',
  };
  return says[fault];
}
