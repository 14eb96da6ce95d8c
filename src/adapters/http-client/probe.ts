import { createBoundedFetch } from './bounded-fetch.ts';
import { codesOf } from './causes.ts';
import { startDeadline } from './deadline.ts';
import { describeProxy, direct, type ProxyFor } from './proxy-tunnel.ts';
import {
  type CertificateFacts,
  createConnector,
  fetchCertificate,
  isUntrusted,
} from './tls-trust.ts';

const MAX_BYTES = 256 * 1024;
const TIMEOUT_MS = 8000;

/** A form to post, with headers of its own. */
interface Form {
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The result of one request to an address. Redirects are not followed. */
export type ProbeResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly location: string | undefined;
      /** The server's clock, in epoch milliseconds. */
      readonly date: number | undefined;
    }
  | {
      readonly kind: 'none';
      readonly cause: string;
      readonly certificate: CertificateFacts | undefined;
    };

/** Sends one request. Never throws: every failure is a result too. */
export async function probe(
  url: string,
  form?: Form,
  proxyFor: ProxyFor = direct,
): Promise<ProbeResult> {
  const web = createBoundedFetch(createConnector({}, proxyFor));
  using deadline = startDeadline(TIMEOUT_MS);
  try {
    const headers = { ...form?.headers, ...(form && { 'content-type': FORM }) };
    const body = form && new URLSearchParams(form.fields).toString();
    const response = await web.fetch(
      url,
      {
        ...{ method: form ? 'POST' : 'GET', headers, redirect: 'manual' },
        ...{ signal: deadline.signal, ...(body !== undefined && { body }) },
      },
      { maxBytes: MAX_BYTES },
    );
    return {
      kind: 'answer',
      status: response.status,
      body: await response.text(),
      location: response.headers.get('location') ?? undefined,
      date: Date.parse(response.headers.get('date') ?? '') || undefined,
    };
  } catch (thrown) {
    const codes = codesOf(thrown);
    const certificate = codes.some(isUntrusted)
      ? await fetchCertificate(new URL(url), proxyFor)
      : undefined;
    return {
      kind: 'none',
      cause: `${String(thrown)}${describeProxy(thrown)} ${codes.join(', ')}`,
      certificate,
    };
  } finally {
    await web.destroy();
  }
}

const FORM = 'application/x-www-form-urlencoded';
