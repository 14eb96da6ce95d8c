/** What a server speaks is another version of the protocol than the relay knows. */
export class OtherProtocol extends Error {
  override readonly name = 'OtherProtocol';
}

const METHOD_NOT_FOUND = -32_601;
/** The code is that of `UnsupportedProtocolVersion` since 2026-07-28. */
const ABOUT_VERSIONS = /protocol ?version|-32022/i;
const MAX_CHARACTERS = 4096;
const MAX_VERSIONS = 3;

interface Known {
  readonly asked: string;
  readonly known: readonly string[];
}

/**
 * Reads in what an introduction ended with whether the server speaks only what nobody here knows: in a result,
 * an error with data, or one within the body of a 400.
 */
export function otherProtocolIn(
  cause: unknown,
  { asked, known }: Known,
): OtherProtocol | undefined {
  if (!(cause instanceof Error)) return undefined;
  const code = 'code' in cause ? cause.code : undefined;
  const data = 'data' in cause ? JSON.stringify(cause.data) : '';
  const said = `${cause.message} ${data}`.slice(0, MAX_CHARACTERS);
  if (!ABOUT_VERSIONS.test(said) && code !== METHOD_NOT_FOUND) return undefined;
  const versions = [...new Set(said.match(/\b20\d\d-\d\d-\d\d\b/g))].filter((it) => it !== asked);
  if (versions.some((version) => known.includes(version))) return undefined;
  const only = versions.slice(0, MAX_VERSIONS).join(', ');
  return new OtherProtocol(
    only === ''
      ? 'speaks no MCP that this relay knows'
      : `speaks only MCP ${only}, which this relay does not know`,
    { cause },
  );
}
