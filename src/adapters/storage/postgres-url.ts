/** Returns true for the address of a PostgreSQL. */
export const isPostgres = (databaseUrl: string): boolean => /^postgres(ql)?:\/\//.test(databaseUrl);

/** Returns the address of a PostgreSQL without its password and settings. */
export function describePostgres(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `postgres://${host}${pathname}`;
}
