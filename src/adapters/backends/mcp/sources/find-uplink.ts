import { entriesOf, isList } from '../../vendor-records/json.ts';
import { type RecordReader, recordReader } from '../../vendor-records/record-reader.ts';
import type { FoundList } from './find-own-list.ts';

const UP = /^(?:up|online|connected|active|ok|healthy|true|1)$/i;
const DOWN =
  /^(?:down|offline|disconnected|inactive|error|failed|no.?link|not connected|false|0)$/i;

const MAX_UPLINKS = 20;
const MAX_TEXT_LENGTH = 400;

/** `WAN is up on ether1`, `Internet: connected`. */
const SENTENCE =
  /\b(?:wan|internet|uplink)\b[^.\n,]{0,30}?[ :](up|online|connected|down|offline|disconnected)\b/i;
const NEGATION = /\b(?:not|no|never|without)\b/i;
const PUBLIC_IP =
  /\b(?:public|external|wan) (?:ip|address|ip address)(?: is)?[: ]{1,3}(\d{1,3}(?:\.\d{1,3}){3})\b/i;

interface State {
  readonly isUp: boolean;
  readonly ip: string | undefined;
  readonly rates: object;
}

/** The way out as a tool about it alone tells it: as one thing or several, in words, or as a list of subsystems. */
export function findUplink(data: unknown): FoundList | undefined {
  if (isList(data) && data.some((it) => recordReader(it)?.text('subsystem') !== undefined)) {
    return { records: data, kinds: undefined, isNamed: false };
  }
  const states = typeof data === 'string' ? inWords(data) : statesIn(data);
  const best = states.find(({ isUp }) => isUp) ?? states[0];
  if (!best) return undefined;
  const status = best.isUp ? 'ok' : 'error';
  const record = { subsystem: 'wan', status, wan_ip: best.ip, ...best.rates };
  return { records: [record], kinds: undefined, isNamed: true };
}

function inWords(text: string): readonly State[] {
  const said = text.slice(0, MAX_TEXT_LENGTH);
  const [sentence = '', word = ''] = SENTENCE.exec(said) ?? [];
  const isUp = word === '' || NEGATION.test(sentence) ? undefined : readState(word);
  return isUp === undefined ? [] : [{ isUp, ip: PUBLIC_IP.exec(said)?.[1], rates: {} }];
}

/** The state of each way out: of the one that there is, or of those in a list or in lists of their owners. */
function statesIn(data: unknown): readonly State[] {
  if (isList(data)) return data.slice(0, MAX_UPLINKS).flatMap(statesIn);
  const facts = recordReader(data);
  const inner = recordReader(facts?.raw('wan', 'uplink', 'internet')) ?? facts;
  const state = inner && stateOf(inner);
  if (state) return [state];
  const list = entriesOf(data).find(([key, value]) => isList(value) && LIST.test(key))?.[1];
  return isList(list) ? statesIn(list) : [];
}

const LIST = /^(?:wans?|uplinks?|links|interfaces|connections|items|data|results?)$/i;

function stateOf(facts: RecordReader): State | undefined {
  const word = facts.text(
    ...['status', 'state', 'link', 'connected', 'up', 'wan', '*status', '*state'],
  );
  const isUp = word === undefined ? undefined : readState(word);
  if (isUp === undefined) return undefined;
  const ip = facts.text('wan_ip', 'public_ip', 'external_ip', 'ip', 'ipv4', 'ip_address', '*ip');
  return { isUp, ip, rates: ratesOf(facts) };
}

function readState(word: string): boolean | undefined {
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
