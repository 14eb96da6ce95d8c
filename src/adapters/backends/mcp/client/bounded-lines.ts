import { AnswerTooBig } from '../../../http-client/bounded-fetch.ts';

const LINE_FEED = 10;

/** Splits a stream of chunks into lines. Throws `AnswerTooBig` for a line longer than `maxBytes`. */
export function createLineReader(maxBytes: () => number, onLine: (line: string) => void) {
  let pieces: Buffer[] = [];
  let size = 0;

  function take(piece: Buffer): void {
    size += piece.byteLength;
    if (size > maxBytes()) throw new AnswerTooBig(`more than ${maxBytes()} bytes`);
    pieces.push(piece);
  }

  return (chunk: Buffer): void => {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED)) {
      take(rest.subarray(0, end));
      const line = Buffer.concat(pieces).toString();
      pieces = [];
      size = 0;
      rest = rest.subarray(end + 1);
      onLine(line);
    }
    take(rest);
  };
}
