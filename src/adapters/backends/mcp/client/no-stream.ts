/** The answer is not the expected event stream. */
export class NoStream extends Error {
  override readonly name = 'NoStream';
}

const MAX_CHARACTERS = 200;

/** Describes the answer that came instead of a stream, with the server's own text; undefined for a stream. */
export async function noStreamIn(
  response: Response,
  { pathname }: URL,
): Promise<NoStream | undefined> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (response.ok && type.startsWith('text/event-stream')) return undefined;
  const isWorded = /^(?:text\/plain|application\/(?:problem\+)?json)/.test(type);
  const words = isWorded ? `: ${(await response.text()).slice(0, MAX_CHARACTERS)}` : '';
  const what = response.ok ? `${type || 'nothing'} instead of a stream` : `HTTP ${status}`;
  const location = headers.get('location')?.slice(0, MAX_CHARACTERS);
  const target = location === undefined ? '' : `, which redirects to ${location.split('?', 1)[0]}`;
  return new NoStream(`${what} at ${pathname}${target}${words}`);
}
