/** The server speaks another version of the protocol than the relay does. */
export class OtherProtocol extends Error {
  override readonly name = 'OtherProtocol';
}

const METHOD_NOT_FOUND = -32_601;
/** The code is that of `UnsupportedProtocolVersion` since 2026-07-28. */
const ABOUT_VERSIONS = /protocol ?version|-32022/i;
const MAX_CHARACTERS = 4096;
const MAX_VERSIONS = 3;

interface Versions {
  readonly requested: string;
  readonly supported: readonly string[];
}

/**
 * Detects from a failed initialization that the server supports only versions unknown to the relay: they are named in
 * a result, in an error with data, or in an error within the body of a 400.
 */
export function otherProtocolIn(
  cause: unknown,
  { requested, supported }: Versions,
): OtherProtocol | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = 'code' in cause ? cause.code : undefined;
  const data = 'data' in cause ? JSON.stringify(cause.data) : '';
  const text = `${cause.message} ${data}`.slice(0, MAX_CHARACTERS);
  if (!ABOUT_VERSIONS.test(text) && code !== METHOD_NOT_FOUND) return undefined;
  const versions = [...new Set(text.match(/\b20\d\d-\d\d-\d\d\b/g))].filter(
    (it) => it !== requested,
  );
  if (versions.some((version) => supported.includes(version))) return undefined;
  const only = versions.slice(0, MAX_VERSIONS).join(', ');
  return new OtherProtocol(
    only === ''
      ? 'speaks no MCP that this relay knows'
      : `speaks only MCP ${only}, which this relay does not know`,
    { cause },
  );
}
