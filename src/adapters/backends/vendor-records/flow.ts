import { isList } from './json.ts';
import type { RecordReader } from './record-reader.ts';

const SOURCES = ['src', 'source', 'source_net', 'src_address', 'src_ip', 'source_ip', 'from'];
const TARGETS = [
  ...['dst', 'destination', 'destination_net', 'dst_address', 'dst_ip', 'dest_ip'],
  ...['destination_ip', 'to'],
];
const TARGET_PORTS = ['dstport', 'dst_port', 'destination_port', 'dest_port'];
const PROTOCOLS = ['protoname', 'protocol', 'proto'];
const PLACES = ['interface', 'chain', 'in_interface', 'iface', 'zone'];

/** Returns the words for traffic by its ends: `wan tcp from any to 10.0.0.5:22`; undefined where neither end is told. */
export function describeFlow(facts: RecordReader): string | undefined {
  const [source, target] = [facts.text(...SOURCES), facts.text(...TARGETS)];
  const port = facts.text(...TARGET_PORTS);
  const place = facts.raw(...PLACES);
  const about = [isList(place) ? place.join(',') : facts.text(...PLACES), facts.text(...PROTOCOLS)];
  if (source === undefined && target === undefined && port === undefined) {
    const words = about.filter(Boolean);
    return words.length > 0 ? words.join(' ') : undefined;
  }
  return [
    ...about,
    ...(source === undefined ? [] : ['from', source]),
    ...(target === undefined && port === undefined ? [] : ['to', withPort(target ?? '', port)]),
  ]
    .filter(Boolean)
    .join(' ');
}

const withPort = (target: string, port: string | undefined): string =>
  port === undefined ? target : `${target}:${port}`;
