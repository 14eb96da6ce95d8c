import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, STATUS_CODES } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listening } from '../adapters/backends/mcp/client/tool-server.ts';

/** What a pretend vendor hears. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What it answers: JSON, or words with a status of its own. */
export interface Said {
  readonly status?: number;
  readonly reason?: string;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A vendor's API on a free port of this machine. */
export interface Upstream extends AsyncDisposable {
  readonly url: URL;
  readonly heard: Heard[];
  /** Answers like this until told otherwise. */
  interrupt: ((heard: Heard) => Said | 'hang up' | undefined) | undefined;
}

export async function serve(
  answer: (heard: Heard) => Said,
  certificate?: Certificate,
): Promise<Upstream> {
  const heard: Heard[] = [];
  const upstream = {
    interrupt: undefined as Upstream['interrupt'],
    heard,
    url: new URL('http://127.0.0.1'),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await server[Symbol.asyncDispose]();
    },
  };

  async function respond(
    ...[request, response]: Parameters<Parameters<typeof createHttp>[1] & {}>
  ) {
    const chunks = await request.toArray();
    const url = new URL(request.url ?? '/', 'http://x');
    const hears: Heard = {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks.filter((chunk) => Buffer.isBuffer(chunk))).toString(),
    };
    heard.push(hears);
    const said = upstream.interrupt?.(hears) ?? answer(hears);
    if (said === 'hang up') {
      request.socket.destroy();
      return;
    }
    const { status = 200, reason = STATUS_CODES[status] ?? 'Error', headers = {} } = said;
    const type = said.text === undefined ? 'application/json' : 'text/plain';
    response.writeHead(status, reason, { 'content-type': type, ...headers });
    response.end(said.text ?? JSON.stringify(said.json ?? {}));
  }

  const listener = (...args: Parameters<typeof respond>) => void respond(...args);
  const server = certificate ? createHttps(certificate, listener) : createHttp(listener);
  const port = await listening(server);
  upstream.url = new URL(`${certificate ? 'https' : 'http'}://127.0.0.1:${port}`);
  return upstream;
}

/** A certificate that nobody vouches for, as appliances come with. */
export function selfSigned(name = '127.0.0.1'): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'relay-cert-'));
  try {
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=IP:127.0.0.1,DNS:${name}`];
    const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    execFileSync(
      'openssl',
      ['req', ...kind, '-keyout', key, '-out', cert, '-days', '2', ...subject],
      { stdio: 'ignore' },
    );
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const AUTHORITY = `[ca]
default_ca = own
[own]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
[any]
commonName = supplied
`;

/** One that was good until a New Year's Day, which is over. */
export function expired(): Certificate {
  const cwd = mkdtempSync(join(tmpdir(), 'relay-cert-'));
  try {
    const { cert, key } = selfSigned();
    writeFileSync(join(cwd, 'key.pem'), key);
    writeFileSync(join(cwd, 'cert.pem'), cert);
    writeFileSync(join(cwd, 'ca.cnf'), AUTHORITY);
    writeFileSync(join(cwd, 'index.txt'), '');
    const openssl = (...words: readonly string[]) =>
      execFileSync('openssl', words, { cwd, stdio: 'ignore' });
    openssl('req', '-new', '-key', 'key.pem', '-subj', '/CN=127.0.0.1', '-out', 'wish.pem');
    const self = ['-selfsign', '-keyfile', 'key.pem', '-cert', 'cert.pem', '-in', 'wish.pem'];
    const dates = ['-startdate', '20240101000000Z', '-enddate', '20250101000000Z'];
    openssl('ca', '-batch', '-config', 'ca.cnf', ...self, ...dates, '-notext', '-out', 'old.pem');
    return { key, cert: readFileSync(join(cwd, 'old.pem'), 'utf8') };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
