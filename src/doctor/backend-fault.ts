import type { Failure } from '../core/failure.ts';
import {
  describeFault,
  faultOf,
  type LineFault,
  type PresentedCertificate,
} from './connection-fault.ts';

/** How a source is reached, and by which variables that is set. */
export interface Access {
  /** Its address or program, without anything secret. */
  readonly where: string;
  /** Where its address stands. */
  readonly variable: string;
  /** Where its key stands, if it has one. */
  readonly key: string;
  readonly url?: URL | undefined;
  /** The variable to pin its certificate with; nothing where there is none. */
  readonly pin?: string | undefined;
}

interface Case {
  readonly failure: Failure;
  readonly access: Access;
  readonly certificate: PresentedCertificate | undefined;
  readonly now: number;
}

interface Words {
  readonly says: string;
  readonly next: string;
}

/** What is the matter with a source, and the way out. */
export function explain({ failure, access, certificate, now }: Case): Words {
  const { where, variable, key } = access;
  const whole = 'cause' in failure && typeof failure.cause === 'string' ? failure.cause : '';
  const cause = shorten(whole);
  switch (failure.kind) {
    case 'unreachable':
    case 'untrusted': {
      if (!access.url) return programFault(access, cause);
      const fault = faultOf(whole, certificate, now);
      return {
        says: `${where}: ${describeFault(fault, certificate)}`,
        next: wayOut(fault, access, certificate),
      };
    }
    case 'timeout':
      return {
        says: `${where}: no answer within ${Math.round(failure.afterMs / 1000)} s`,
        next: `Look whether it runs and whether ${variable} is right; a firewall drops without a word.`,
      };
    case 'denied':
      return {
        says: `${where} refuses our key (${cause})`,
        next: `Check ${key}. ${RIGHTS[key] ?? ''}`.trim(),
      };
    case 'proxy-denied':
      return {
        says: `${where}: the proxy lets nothing through to there`,
        next: BARRED,
      };
    case 'refused':
      return {
        says: `${where} answers with an error: ${cause}`,
        next: 'Look into its own log: it was reached, and what stands behind it was perhaps not.',
      };
    case 'invalid-response':
      return {
        says: `${where}: ${failure.explanation ?? `answer not readable: ${cause}`}`,
        next: `Look whether ${variable} leads to the right server, and to the right path of it; if so, to the right version.`,
      };
    case 'no-source':
      return {
        says: `${where} has nothing to tell about ${failure.what}`,
        next: 'Say in RELAY_CONFIG which of its tools does (README, "Connect your backends").',
      };
    case 'unseen':
    case 'not-set-up':
    case 'not-found':
    case 'bad-input':
      return { says: `${where}: ${failure.kind}`, next: `Look at ${variable}.` };
    default:
      return failure satisfies never;
  }
}

/** A program of ours that does not start, or ends at once. */
const programFault = ({ where, variable }: Access, cause: string): Words =>
  /ENOENT/.test(cause)
    ? { says: `${where}: no such program`, next: `Install it, or correct ${variable}.` }
    : {
        says: `${where} ended instead of answering: ${cause}`,
        next: `Start it by hand with the environment that ${variable} gives it: it says why.`,
      };

const BARRED =
  'Put it on the list of the proxy (EGRESS_ALLOW in the sandbox), or past it: NO_PROXY.';

const RIGHTS: Readonly<Record<string, string>> = {
  PROXMOX_TOKEN: 'It is USER@REALM!TOKENID=UUID, from Datacenter, Permissions, API Tokens.',
  UNIFI_API_KEY: 'It is made in UniFi under Control Plane, Integrations.',
  CROWDSEC_API_KEY: 'cscli bouncers add sms-relay makes one.',
  KUBECONFIG: 'Its user needs the role view.',
};

function wayOut(
  fault: LineFault,
  { variable, pin }: Access,
  certificate: PresentedCertificate | undefined,
): string {
  const pinned =
    pin !== undefined && certificate ? ` or pin it: ${pin}=${certificate.fingerprint}` : '';
  const ways: Readonly<Record<LineFault, string>> = {
    'no-name': `Correct the host in ${variable}; from a container, names of the host's own are unknown.`,
    'no-proxy':
      'Look whether the proxy of HTTPS_PROXY or HTTP_PROXY runs, or put the host into NO_PROXY.',
    'proxy-denied': BARRED,
    closed: `Start it, or correct ${variable}; from a container, 127.0.0.1 is the container itself.`,
    'no-way': `Look at the route and the firewall, or correct ${variable}.`,
    silent: `Look whether it runs and whether ${variable} is right; a firewall drops without a word.`,
    expired: `Renew its certificate${pinned && `,${pinned}`}.`,
    early: 'Set the clock of this machine, or of the one that made it.',
    'other-name': `Use the name that its certificate has in ${variable}${pinned && `,${pinned}`}.`,
    'other-certificate': `If you changed it, correct ${pin ?? 'the pin'}${certificate ? `: now it is ${certificate.fingerprint}` : ''}. If not, somebody else answers there.`,
    unvouched: `Give its authority as a file (*_CA_FILE)${pinned && `,${pinned}`}.`,
    'no-tls': `Write http in place of https into ${variable}.`,
    broken: `Look into its own log; ${variable} may lead to something else.`,
  };
  return ways[fault];
}

const MAX_COUNT = 160;

/** Causes are for logs, and long. */
const shorten = (cause: string): string =>
  cause.length > MAX_COUNT ? `${cause.slice(0, MAX_COUNT)}...` : cause;
