// Loaded before a relay on PostgreSQL: makes steps of what it sends to the database. Counting begins with the first bytes
// that hold COUNT_FROM. Statements are named by their words, which the server is sent once for each connection.
import { Socket } from 'node:net';

/** Names of statements that are sent as such, by the name under which the server has prepared them. */
const prepared = new Map();

const firstWords = (sql) => sql.trim().split(/\s+/).slice(0, 5).join(' ');

/** Splits what is sent into the messages of the protocol; the first one of a connection has no type and is left out. */
function* messagesIn(bytes) {
  let at = 0;
  while (at + 5 <= bytes.length && bytes[at] !== 0) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    yield {
      type: String.fromCharCode(bytes[at]),
      fields: bytes.toString('utf8', at + 5, end).split('\0'),
    };
    at = end;
  }
}

/** Returns the statements that begin to run by what is sent. */
function statementsIn(bytes) {
  const names = [];
  for (const { type, fields } of messagesIn(bytes)) {
    if (type === 'P') prepared.set(fields[0], firstWords(fields[1]));
    if (type === 'B') names.push(prepared.get(fields[1]) ?? fields[1]);
    if (type === 'Q') names.push(firstWords(fields[0]));
  }
  return names;
}

const toBytes = (data, encoding) => (typeof data === 'string' ? Buffer.from(data, encoding) : data);

/** Returns the bytes of one write, which may consist of several pieces. */
const bytesOf = (isVector, data, encoding) =>
  isVector
    ? Buffer.concat(data.map((one) => toBytes(one.chunk, one.encoding)))
    : toBytes(data, encoding);

/** Before a question to the database it is as after the statement before it; nothing depends on names that areas have seen. */
const LEFT_OUT = /^SELECT|^BEGIN|known_entry|most_running|probe/;

/** Makes steps of what is sent to the database at this port. */
export function stepAtStatements(port, { step, startCounting, countFrom }) {
  const send = Socket.prototype._writeGeneric;
  const control = new WeakSet();
  Socket.prototype._writeGeneric = function (isVector, data, encoding, done) {
    if (this.remotePort !== port) return send.call(this, isVector, data, encoding, done);
    const bytes = bytesOf(isVector, data, encoding);
    if (bytes.includes(countFrom)) startCounting();
    if (bytes.includes('LISTEN ')) control.add(this);
    const names = statementsIn(bytes).filter((name) => !LEFT_OUT.test(name));
    const isStep = names.length > 0 && !control.has(this);
    if (isStep) step(`before ${names.join(', ')}`);
    send.call(this, isVector, data, encoding, done);
    if (isStep) step(`after ${names.join(', ')} was sent`);
  };
}
