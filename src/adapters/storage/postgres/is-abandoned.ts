/** The condition for rows whose replica has ended, or has not renewed its lease. */
export const isAbandoned = (table: string): string =>
  `(${table}.owner IS NULL OR NOT EXISTS (
     SELECT 1 FROM replica WHERE replica.id = ${table}.owner AND replica.lease_until > now()))`;
