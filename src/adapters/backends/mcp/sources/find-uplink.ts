import { isList } from '../../vendor-records/json.ts';
import { type RecordReader, recordReader } from '../../vendor-records/record-reader.ts';
import type { FoundList } from './find-own-list.ts';

const UP = /^(?:up|online|connected|active|ok|healthy|true|1)$/i;
const DOWN = /^(?:down|offline|disconnected|inactive|error|failed|no.?link|false|0)$/i;

/** The way out as a tool about it alone tells it: as one thing, or as a list of subsystems. */
export function findUplink(data: unknown): FoundList | undefined {
  if (isList(data)) return { records: data, kinds: undefined, isNamed: false };
  const facts = recordReader(data);
  const inner = recordReader(facts?.raw('wan', 'uplink', 'internet')) ?? facts;
  const word = inner?.text(
    'status',
    'state',
    'link',
    'connected',
    'up',
    'wan',
    '*status',
    '*state',
  );
  if (!inner || word === undefined) return undefined;
  const status = { true: 'ok', false: 'error' }[String(isUp(word))];
  if (status === undefined) return undefined;
  const record = {
    subsystem: 'wan',
    status,
    wan_ip: inner.text('wan_ip', 'ip', 'public_ip', '*ip'),
  };
  return { records: [{ ...record, ...ratesOf(inner) }], kinds: undefined, isNamed: true };
}

function isUp(word: string): boolean | undefined {
  if (UP.test(word)) return true;
  return DOWN.test(word) ? false : undefined;
}

const BYTES_OF_MEGABIT = 125_000;

/** As the classic API has them, in bytes per second. */
function ratesOf(facts: RecordReader): object {
  const [down, up] = [
    facts.number('rx_mbps', 'down_mbps', 'download_mbps'),
    facts.number('tx_mbps', 'up_mbps', 'upload_mbps'),
  ];
  if (down === undefined || up === undefined) return {};
  return { rx_bytes: down * BYTES_OF_MEGABIT, tx_bytes: up * BYTES_OF_MEGABIT };
}
