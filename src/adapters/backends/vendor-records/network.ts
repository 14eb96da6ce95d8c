import type { Client, Device, NetworkAlert, Uplink } from '../../../areas/network/network.ts';
import { isoOf } from './iso.ts';
import { entriesOf, isList } from './json.ts';
import { isOver } from './over.ts';
import { type RecordReader, recordReader } from './record-reader.ts';
import { sentenceOf } from './sentence.ts';
import { severityOf } from './severity.ts';
import { SKIPPED } from './skip.ts';

/** Reads a gateway, switch or access point from a record of UniFi's APIs or of an MCP server for them. */
export function readDevice(record: unknown): Device | undefined {
  const facts = recordReader(record);
  const name = facts?.text(
    ...['name', 'display_name', 'device_name', 'hostname', 'ap_name', '*name', 'device'],
    ...['access_point', 'ap', 'switch', 'gateway', 'model'],
  );
  if (!facts || name === undefined) return undefined;
  return {
    ids: idsOf(facts),
    name,
    kind: kindOf(facts),
    online: isOnline(
      facts.text(
        ...['status_translated', 'status', 'state', 'connection_state', '*status', '*state'],
        ...['online', 'is_online', 'up', 'reachable', 'connected'],
      ),
    ),
    clients: facts.number('num_sta', 'clients', 'num_clients', 'client_count', '*clients'),
    uptimeSec: facts.seconds('uptime', 'uptimeSec', 'uptime_seconds'),
    cpuPercent: percentIn(facts, CPU, 'cpu', 'cpu_load', 'load'),
    memoryPercent: percentIn(facts, MEMORY, 'mem', 'memory', 'ram'),
    canUpdate: facts.flag('firmwareUpdatable', 'upgradable'),
    uplinkId: facts.text('uplink.uplink_mac', 'uplink.deviceId')?.toLowerCase(),
    uplinkPort: facts.number('uplink.uplink_remote_port'),
  };
}

const CPU = [
  ...['cpuUtilizationPct', 'system-stats.cpu', 'cpu_usage', 'cpu_pct', 'cpu_percent', 'cpu_util'],
  'cpuUtil',
];
const MEMORY = [
  ...['memoryUtilizationPct', 'system-stats.mem', 'mem_usage', 'mem_pct', 'memory_percent'],
  ...['mem_percent', 'memory_usage', 'memUtil'],
];

/** Reads a percentage from a number, or from a text such as `12 %`; under a `bare` name a number may be a fraction. */
function percentIn(
  facts: RecordReader,
  names: readonly string[],
  ...bare: readonly string[]
): number | undefined {
  const percent = facts.number(...names) ?? facts.percent(...names, ...bare);
  return percent !== undefined && percent >= 0 && percent <= 100 ? percent : undefined;
}

const idsOf = (facts: RecordReader): string[] =>
  ['mac', 'macAddress', 'id', '_id', 'device_id'].flatMap((name) => {
    const id = facts.text(name);
    return id === undefined ? [] : [id.toLowerCase()];
  });

const KINDS: readonly (readonly [RegExp, Device['kind']])[] = [
  [/gateway|router|firewall|appliance|\budm|^udr|^ugw|^uxg|^ucg|^usg/i, 'gateway'],
  [/access.?point|^uap|^ap\b|wireless/i, 'access-point'],
  [/switch|^usw/i, 'switch'],
];

/** Finds the kind by type and features. A device that also routes is a gateway; an AP that also switches is an AP. */
function kindOf(facts: RecordReader): Device['kind'] {
  const features = facts.raw('features');
  const words = [
    ...(isList(features) ? features.filter(isText) : entriesOf(features).map(([name]) => name)),
    facts.text('device_category', 'category'),
    facts.text('type', 'device_type', 'kind', 'role', '*type', '*role'),
  ].filter((word) => word !== undefined);
  return kindAmong(words) ?? kindAmong([facts.text('assumedKind') ?? '']) ?? 'other';
}

const kindAmong = (words: readonly string[]): Device['kind'] | undefined =>
  KINDS.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];

const isText = (value: unknown): value is string => typeof value === 'string';

const UP = /^(?:online|connected|up|active|ok|healthy|running|1|true)$/i;
const BUSY =
  /^(?:updating|upgrading|provisioning|getting_ready|adopting|pending_adoption|pending|2|4|5|7)$/i;
const DOWN =
  /^(?:offline|disconnected|down|inactive|unreachable|isolated|connection_interrupted|failed|error|deleting|0|6|9|1[01]|false)$/i;

/** The legacy API has numbers for states. An unknown state is neither up nor down. */
function isOnline(state: string | undefined): boolean | undefined {
  if (state === undefined) return undefined;
  if (UP.test(state) || BUSY.test(state)) return true;
  return DOWN.test(state) ? false : undefined;
}

/** Reads a client that is connected. One that left is none, though some controllers still list it. */
export function readClient(record: unknown, now: number): Client | typeof SKIPPED | undefined {
  const facts = recordReader(record);
  const id = facts?.text(
    ...['mac', 'macAddress', '*mac', 'hwaddr', 'hw_address', 'hardware_address'],
    ...['id', '_id', '*id', 'ip', 'ipAddress', '*ip'],
  );
  if (!facts || id === undefined) return undefined;
  if (isAway(facts)) return SKIPPED;
  const signal = facts.number('signal_dbm', 'signal', 'rssi');
  const since = facts.time('connectedAt', 'connected_at', 'assoc_time');
  return {
    id,
    name: nameOfClient(record) ?? id,
    ip: facts.text('ip', 'ipAddress', 'client_ip', 'last_ip', 'fixed_ip', '*ip', 'address'),
    wired: isWired(facts),
    accessPoint: facts.text(
      ...['ap_name', 'accessPoint', 'ap', 'uplinkDeviceName', 'last_uplink_name'],
    ),
    uplinkId: facts.text('uplinkDeviceId', 'ap_mac', 'sw_mac')?.toLowerCase(),
    uplinkPort: facts.number('sw_port'),
    signalDbm: signal !== undefined && signal < 0 ? signal : undefined,
    connectedSec:
      since === undefined
        ? facts.seconds('connectedSec', 'uptime')
        : Math.max(0, (now - since) / 1000),
  };
}

const CONNECTED_FLAGS = [
  ...['active', 'is_active', 'online', 'is_online', 'connected', 'is_connected'],
  ...['currently_connected', 'present', 'reachable'],
];
const CONNECTED_STATES = [
  ...['status', 'state', 'connection_state', 'connection_status', 'link_status', 'link_state'],
  ...['client_status', 'client_state', 'host_status', 'device_status', 'lease_status'],
  ...['lease_state', 'binding_state', 'online_status', 'active_status'],
];
const AWAY =
  /^(?:offline|disconnected|inactive|not.?connected|down|away|left|gone|absent|unreachable|expired|disassociated|waiting|released|free|declined|abandoned|idle\/offline)$/i;

const isAway = (facts: RecordReader): boolean =>
  CONNECTED_FLAGS.some((name) => facts.flag(name) === false) ||
  CONNECTED_STATES.some((name) => AWAY.test(facts.text(name) ?? ''));

const WIRED =
  /^(?:wired|ethernet|eth|lan|cablead[oa]|por cable|filaire|câblée?|kabel(?:gebunden)?|via cavo|cablat[oa])(?=$| ?[(,])/i;
const WIRELESS = /^(?:wireless|wi-?fi|wlan|inal[aá]mbric[oa]|sans fil|funk|drahtlos)(?=$| ?[(,])/i;

/** Words of keys that describe another thing than the client: what it is connected to, or what it is made of. */
const OF_OTHERS =
  /(?:^|[^a-z])(?:ap|access|recent|last|uplink|parent|upstream|network|e?ssid|site|vlan|switch|sw|gateway|gw|group|model|vendor|os|manufacturer|radio|wlan|port|user)(?=[^a-z])/;

/** Returns the client's own name, and never that of its access point or network. */
function nameOfClient(record: unknown): string | undefined {
  const own = entriesOf(record)
    .slice(0, MAX_KEYS)
    .filter(([key]) => !OF_OTHERS.test(wordsOfKey(key)));
  const facts = recordReader(Object.fromEntries(own));
  return CLIENT_NAMES.map((key) => facts?.text(key)).find(
    (name) => name !== undefined && !NAMELESS.test(name),
  );
}

const CLIENT_NAMES = [
  ...['name', 'display_name', 'hostname', 'host_name', 'client_name', '*hostname'],
  ...['alias', 'nickname', 'label', 'description', 'device_name', '*name', 'host', 'comment'],
  ...['client', 'station', 'device'],
];

/** Words that stand in place of a name: who has none is called by its address. */
const NAMELESS =
  /^[([<]?(?:unknown|unnamed|no[ _-]?(?:host)?name|none|null|undefined|anonymous|n\/a|\*|\?|-)(?:[ _-](?:device|host|client|name|hostname|user))?[)\]>]?$/i;

const MAX_KEYS = 500;
const MAX_KEY_LENGTH = 100;

const wordsOfKey = (key: string): string =>
  key
    .slice(0, MAX_KEY_LENGTH)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

function isWired(facts: RecordReader): boolean | undefined {
  const isFlagged = facts.flag('is_wired', 'wired');
  if (isFlagged !== undefined) return isFlagged;
  const isWireless = facts.flag('wireless', 'is_wireless', 'wifi', 'is_wifi');
  if (isWireless !== undefined) return !isWireless;
  const words = [
    facts.text('type', 'connection_type', 'connection', 'medium', 'link', 'iface', 'assumedKind'),
    facts.text('*connection', 'interface', 'interface_type', 'media'),
  ];
  const medium = words.find((word) => WIRED.test(word ?? '') || WIRELESS.test(word ?? ''));
  return medium === undefined ? undefined : WIRED.test(medium);
}

/** Reads an alarm. Archived, resolved and acknowledged ones are skipped. */
export function readNetworkAlert(
  record: unknown,
  now: number,
): NetworkAlert | typeof SKIPPED | undefined {
  const facts = recordReader(record);
  const message =
    facts?.text(
      ...['msg', 'message', 'description', 'title', 'text', 'summary'],
      ...[
        '*message',
        '*description',
        '*title',
        '*summary',
        '*msg',
        'sig',
        'signature',
        'what',
        'alert',
        'event',
        'annotations.summary',
        'annotations.description',
        'labels.alertname',
        ...['content', 'details', 'detail', 'alert_name', 'event_name'],
      ],
    ) ?? sentenceOf(facts?.text('type', 'kind'));
  if (!facts || message === undefined) return undefined;
  if (facts.flag('acknowledged') || isOver(facts, now)) return SKIPPED;
  const isAttack = /ips|threat|malware|intrusion/i.test(
    facts.text('key', 'category', 'type') ?? '',
  );
  return {
    at: isoOf(
      facts.time(
        ...['time', 'timestamp', 'at', 'datetime', 'created_at', 'date', 'starts_at', 'active_at'],
        ...['*timestamp', '*time', '*at', '*date'],
      ),
    ),
    severity: isAttack ? 'critical' : severityOf(facts),
    message,
    device: facts.text('ap_name', 'sw_name', 'gw_name', 'device_name', 'device', '*device'),
  };
}

const MAX_SUBSYSTEMS = 100;

/** Reads the uplink from the health of subsystems in the legacy API, whose rates are bytes per second. */
export function readUplink(records: readonly unknown[]): Uplink | undefined {
  const all = records.slice(0, MAX_SUBSYSTEMS).flatMap((record) => recordReader(record) ?? []);
  const of = (name: string) => all.find((facts) => facts.text('subsystem') === name);
  const [wan, lan] = [of('wan') ?? of('www'), of('lan')];
  const status = wan?.text('status');
  if (!wan || status === undefined) return undefined;
  return {
    ...(status !== 'unknown' && {
      wan: { up: status !== 'error', ip: wan.text('wan_ip'), ...ratesOf(wan) },
    }),
    lan: lan && ratesOf(lan),
  };
}

function ratesOf(facts: RecordReader): { downBps: number; upBps: number } | undefined {
  const down = facts.number('rx_bytes-r', 'rx_bytes');
  const up = facts.number('tx_bytes-r', 'tx_bytes');
  return down === undefined || up === undefined ? undefined : { downBps: down * 8, upBps: up * 8 };
}
