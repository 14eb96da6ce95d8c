import type { Failure } from '../core/failure.ts';
import {
  describeFault,
  faultOf,
  type LineFault,
  type PresentedCertificate,
} from './connection-fault.ts';

/** The address of a source, and the variables that set it. */
export interface Access {
  /** Its address or program, without secrets. */
  readonly where: string;
  /** The variable that holds its address. */
  readonly variable: string;
  /** The variable that holds its key, if it has one. */
  readonly key: string;
  readonly url?: URL | undefined;
  /** The variable that pins its certificate, if there is one. */
  readonly pin?: string | undefined;
}

interface FailureContext {
  readonly failure: Failure;
  readonly access: Access;
  readonly certificate: PresentedCertificate | undefined;
  readonly now: number;
}

interface Explanation {
  readonly says: string;
  readonly next: string;
}

/** Explains the failure of a source and the next step. */
export function explain({ failure, access, certificate, now }: FailureContext): Explanation {
  const { where, variable, key } = access;
  const fullCause = 'cause' in failure && typeof failure.cause === 'string' ? failure.cause : '';
  const cause = shorten(fullCause);
  switch (failure.kind) {
    case 'unreachable':
    case 'untrusted': {
      if (!access.url) return explainProgram(access, cause);
      const fault = faultOf(fullCause, certificate, now);
      return {
        says: `${where}: ${describeFault(fault, certificate)}`,
        next: nextStepFor(fault, access, certificate),
      };
    }
    case 'timeout':
      return {
        says: `${where}: no answer within ${Math.round(failure.afterMs / 1000)} s`,
        next: `Check that it runs and that ${variable} is right; a firewall may drop packets silently.`,
      };
    case 'denied':
      return {
        says: `${where} refuses our key (${cause})`,
        next: `Check ${key}. ${KEY_HINTS[key] ?? ''}`.trim(),
      };
    case 'proxy-denied':
      return {
        says: `${where}: the proxy does not allow this host`,
        next: ALLOW_IN_PROXY,
      };
    case 'refused':
      return {
        says: `${where} answers with an error: ${cause}`,
        next: 'Look into its own log: it was reached, and the service behind it perhaps was not.',
      };
    case 'invalid-response':
      return {
        says: `${where}: ${failure.explanation ?? `answer not readable: ${cause}`}`,
        next: `Check that ${variable} leads to the right server, the right path on it and the right version.`,
      };
    case 'no-source':
      return {
        says: `${where} has no tool for ${failure.what}`,
        next: 'Name the tool for it in RELAY_CONFIG (README, "Connect your backends").',
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

/** Explains why a configured program does not start or ends at once. */
const explainProgram = ({ where, variable }: Access, cause: string): Explanation =>
  /ENOENT/.test(cause)
    ? { says: `${where}: no such program`, next: `Install it, or correct ${variable}.` }
    : {
        says: `${where} ended instead of answering: ${cause}`,
        next: `Start it by hand with the environment from ${variable}: it prints the reason.`,
      };

const ALLOW_IN_PROXY =
  'Add the host to the allow list of the proxy (EGRESS_ALLOW in the sandbox), or to NO_PROXY.';

const KEY_HINTS: Readonly<Record<string, string>> = {
  PROXMOX_TOKEN: 'It is USER@REALM!TOKENID=UUID, from Datacenter, Permissions, API Tokens.',
  UNIFI_API_KEY: 'It is made in UniFi under Control Plane, Integrations.',
  CROWDSEC_API_KEY: 'cscli bouncers add sms-relay makes one.',
  KUBECONFIG: 'Its user needs the role view.',
};

function nextStepFor(
  fault: LineFault,
  { variable, pin }: Access,
  certificate: PresentedCertificate | undefined,
): string {
  const pinned =
    pin !== undefined && certificate ? ` or pin it: ${pin}=${certificate.fingerprint}` : '';
  const steps: Readonly<Record<LineFault, string>> = {
    'no-name': `Correct the host in ${variable}; in a container, names that only the host knows are unknown.`,
    'no-proxy':
      'Check that the proxy in HTTPS_PROXY or HTTP_PROXY runs, or add the host to NO_PROXY.',
    'proxy-denied': ALLOW_IN_PROXY,
    closed: `Start it, or correct ${variable}; from a container, 127.0.0.1 is the container itself.`,
    'no-way': `Check the route and the firewall, or correct ${variable}.`,
    silent: `Check that it runs and that ${variable} is right; a firewall may drop packets silently.`,
    expired: `Renew its certificate${pinned && `,${pinned}`}.`,
    early: 'Correct the clock of this machine, or of the one that issued it.',
    'other-name': `Use the name in its certificate in ${variable}${pinned && `,${pinned}`}.`,
    'other-certificate': `If you changed it, correct ${pin ?? 'the pin'}${certificate ? `: now it is ${certificate.fingerprint}` : ''}. If not, another machine may be answering there.`,
    unvouched: `Name the file of its certificate authority (*_CA_FILE)${pinned && `,${pinned}`}.`,
    'no-tls': `Use http instead of https in ${variable}.`,
    broken: `Look into its own log; ${variable} may lead to another service.`,
  };
  return steps[fault];
}

const MAX_CAUSE_LENGTH = 160;

/** Truncates a cause, which may be long because it is meant for logs. */
const shorten = (cause: string): string =>
  cause.length > MAX_CAUSE_LENGTH ? `${cause.slice(0, MAX_CAUSE_LENGTH)}...` : cause;
