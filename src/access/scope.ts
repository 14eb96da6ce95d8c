/** The permissions that a key can have. `alerts:write` can only deliver alerts. */
export const SCOPES = ['alerts:write'] as const;

export type KeyScope = (typeof SCOPES)[number];

/** Parses `alerts:write`; several are separated by commas. */
export function parseScopes(text: string): readonly KeyScope[] | undefined {
  const wanted = text.split(',').map((word) => word.trim());
  const known = SCOPES.filter((scope) => wanted.includes(scope));
  return known.length > 0 && wanted.every((word) => known.some((scope) => scope === word))
    ? known
    : undefined;
}
