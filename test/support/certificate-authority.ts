import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from '../upstreams/serve.ts';

/** An authority that nobody knows but those who are given its certificate. */
export interface CertificateAuthority extends Disposable {
  /** The file of its certificate. */
  readonly file: string;
  /** Issues a certificate for a name; a negative number of days makes one that has expired. */
  readonly issue: (name: string, days?: number) => Certificate;
}

const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Creates an authority in the system's temporary folder. */
export function createAuthority(): CertificateAuthority {
  const cwd = mkdtempSync(join(tmpdir(), 'authority-'));
  const openssl = (...words: readonly string[]) =>
    execFileSync('openssl', words, { cwd, stdio: 'ignore' });
  const subject = ['-subj', '/CN=Authority of the tests'];
  openssl('req', '-x509', ...KEY, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', ...subject);

  return {
    file: join(cwd, 'ca.pem'),
    issue(name, days = 2) {
      const names = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
      openssl('req', ...KEY, '-keyout', 'key.pem', '-out', 'request.pem', ...names);
      const signed = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', `${days}`];
      const request = ['-req', '-in', 'request.pem', '-copy_extensions', 'copy'];
      openssl('x509', ...request, ...signed, '-out', 'cert.pem');
      const read = (file: string): string => readFileSync(join(cwd, file), 'utf8');
      return { key: read('key.pem'), cert: read('cert.pem') };
    },
    [Symbol.dispose]: () => rmSync(cwd, { recursive: true }),
  };
}
