/** Where a stream of events was looked for there is something else. */
export class NoStream extends Error {
  override readonly name = 'NoStream';
}

const MAX_CHARACTERS = 200;

/** Says what is there in place of a stream, in the server's own words; nothing when there is one. */
export async function noStreamIn(
  response: Response,
  { pathname }: URL,
): Promise<NoStream | undefined> {
  const { status, headers } = response;
  const type = headers.get('content-type') ?? '';
  if (response.ok && type.startsWith('text/event-stream')) return undefined;
  const isWorded = /^(?:text\/plain|application\/(?:problem\+)?json)/.test(type);
  const words = isWorded ? `: ${(await response.text()).slice(0, MAX_CHARACTERS)}` : '';
  const what = response.ok ? `${type || 'nothing'} in place of a stream` : `HTTP ${status}`;
  const location = headers.get('location')?.slice(0, MAX_CHARACTERS);
  const away = location === undefined ? '' : `, which leads to ${location.split('?', 1)[0]}`;
  return new NoStream(`${what} at ${pathname}${away}${words}`);
}
