import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = '/usr/lib/postgresql';
const SETPRIV = '/usr/bin/setpriv';

/** The command that installs what is missing. */
export const HOW_TO_INSTALL_POSTGRES =
  'PostgreSQL is not installed: apt-get install --no-install-recommends postgresql';

/** Returns the folder of the programs of the newest version of Debian's package. */
export function findPostgres(): string | undefined {
  if (!existsSync(PACKAGES)) return undefined;
  return readdirSync(PACKAGES)
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(PACKAGES, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

const folder = findPostgres();

/** True where tests of PostgreSQL are skipped. Where CI is set they never are, and fail without it. */
export const isPostgresMissing = folder === undefined && process.env['CI'] === undefined;

export const isRoot = process.getuid?.() === 0;

/** PostgreSQL refuses to run as root. Where the system can do that, a server ends with the tests that were killed. */
const DROP_PRIVILEGES: readonly string[] = [
  ...(existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig=QUIT'] : []),
  ...(isRoot ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : []),
];

/** Returns the command line of a program of PostgreSQL. */
export function postgresCommand(program: 'initdb' | 'postgres', args: readonly string[]) {
  if (folder === undefined) throw new Error(HOW_TO_INSTALL_POSTGRES);
  const [command = '', ...rest] = [...DROP_PRIVILEGES, join(folder, program), ...args];
  return { command, args: rest };
}
