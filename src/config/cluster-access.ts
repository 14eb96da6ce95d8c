import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../core/result.ts';
import { Secret } from '../core/secret.ts';
import { readYaml } from './read-yaml.ts';

/** The address of a cluster, and the credentials for it. */
export interface ClusterAccess {
  readonly url: URL;
  readonly ca?: string | undefined;
  /** Reads the token; called for each request, because a pod's token is replaced every hour. */
  readonly token?: (() => Secret) | undefined;
  readonly client?: { readonly cert: string; readonly key: Secret } | undefined;
}

const Cluster = z.looseObject({
  server: z.string(),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.string().optional(),
});
const User = z.looseObject({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  'client-certificate': z.string().optional(),
  'client-certificate-data': z.string().optional(),
  'client-key': z.string().optional(),
  'client-key-data': z.string().optional(),
});
const Context = z.looseObject({ cluster: z.string(), user: z.string() });

const File = z.looseObject({
  'current-context': z.string().optional(),
  clusters: z.array(z.looseObject({ name: z.string(), cluster: Cluster })).default([]),
  users: z.array(z.looseObject({ name: z.string(), user: User.default({}) })).default([]),
  contexts: z.array(z.looseObject({ name: z.string(), context: Context })).default([]),
});

/** Reads a kubeconfig as kubectl does; its YAML parser is loaded only for it. */
export async function readKubeconfig(
  path: string,
  wantedContext?: string,
): Promise<Result<ClusterAccess, string>> {
  try {
    const yaml = await readYaml(readFileSync(path, 'utf8'));
    if (!yaml.ok) return err(`${path}: ${yaml.error}`);
    const file = File.parse(yaml.value);
    return accessIn(file, dirname(path), wantedContext ?? file['current-context']);
  } catch (cause) {
    return err(`${path}: ${cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)}`);
  }
}

function accessIn(
  file: z.infer<typeof File>,
  folder: string,
  name: string | undefined,
): Result<ClusterAccess, string> {
  const context = file.contexts.find((it) => it.name === name)?.context;
  const cluster = file.clusters.find((it) => it.name === context?.cluster)?.cluster;
  const user = file.users.find((it) => it.name === context?.user)?.user;
  if (!cluster || !user)
    return err(`there is no context "${name ?? ''}" with a cluster and a user`);
  if (user['exec'] || user['auth-provider']) {
    return err(
      'its user signs in with a program (exec), which the relay does not support: use a token',
    );
  }

  const content = (data: string | undefined, path: string | undefined): string | undefined => {
    if (data !== undefined) return Buffer.from(data, 'base64').toString();
    return path === undefined ? undefined : readFileSync(resolve(folder, path), 'utf8');
  };
  const cert = content(user['client-certificate-data'], user['client-certificate']);
  const key = content(user['client-key-data'], user['client-key']);
  return ok({
    url: new URL(cluster.server),
    ca: content(cluster['certificate-authority-data'], cluster['certificate-authority']),
    token: tokenOf(user, folder),
    client: cert !== undefined && key !== undefined ? { cert, key: new Secret(key) } : undefined,
  });
}

function tokenOf({ token, tokenFile }: z.infer<typeof User>, folder: string) {
  if (token !== undefined) return () => new Secret(token);
  return tokenFile === undefined ? undefined : tokenIn(resolve(folder, tokenFile));
}

const tokenIn = (path: string) => () => new Secret(readFileSync(path, 'utf8').trim());

/** Returns the access of a pod to its own cluster; undefined when no service account is mounted. */
export function inClusterAccess(folder: string, url: URL): ClusterAccess | undefined {
  const [ca, token] = [resolve(folder, 'ca.crt'), resolve(folder, 'token')];
  if (!existsSync(ca) || !existsSync(token)) return undefined;
  return { url, ca: readFileSync(ca, 'utf8'), token: tokenIn(token) };
}
