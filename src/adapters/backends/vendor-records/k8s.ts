import type {
  ClusterEvent,
  ClusterNode,
  Deployment,
  K8sService,
  NodeUsage,
  Pod,
} from '../../../areas/k8s/k8s.ts';
import { isoOf } from './iso.ts';
import { isList } from './json.ts';
import { kubectlTable } from './kubectl-table.ts';
import { readContainers } from './pod-containers.ts';
import { type RecordReader, recordReader } from './record-reader.ts';

/** Reads the name of an object of any kind. */
export const readName = (record: unknown): string | undefined =>
  typeof record === 'string' && NAME.test(record)
    ? record
    : recordReader(kubectlTable(record))?.text('name', 'namespace', '*name');

const NAME = /^[a-z0-9][a-z0-9.-]{0,100}$/;

/** Stands for a namespace that the source omits: `default` would be a guess. */
const UNKNOWN_NAMESPACE = '?';

/** Reads a pod from kubectl's table, from a server's own format, or from the raw object. */
export function readPod(record: unknown, now: number): Pod | undefined {
  const facts = recordReader(kubectlTable(record));
  const name = facts?.text('name', 'pod_name', 'pod');
  const containers = facts && readContainers(facts);
  const status =
    containers?.reason ?? facts?.text('status', 'phase', 'state', '*status', '*phase', '*state');
  if (!facts || name === undefined || status === undefined) return undefined;
  const restarts = Number.parseInt(
    facts.text('restarts', 'restart_count', 'restartCount') ?? '',
    10,
  );
  return {
    name,
    namespace: facts.text('namespace', 'ns', '*namespace') ?? UNKNOWN_NAMESPACE,
    status,
    ready: readyOf(facts.text('ready', '*ready')) ?? containers?.ready,
    restarts: Number.isNaN(restarts) ? undefined : restarts,
    reason: facts.text('reason', 'message'),
    node: facts.text('node', 'nodeName', 'node_name'),
    ageSec: ageOf(facts, now),
    uid: facts.text('uid'),
    createdAt: isoOf(createdAtOf(facts)),
  };
}

/** Some servers report `true` or `false` where kubectl reports `1/1` or `0/1`. */
const readyOf = (ready: string | undefined): string | undefined =>
  ({ true: '1/1', false: '0/1' })[ready?.toLowerCase() ?? ''] ?? ready;

const createdAtOf = (facts: RecordReader): number | undefined =>
  facts.time('createdAt', 'created_at', 'creationTimestamp', 'startTime');

function ageOf(facts: RecordReader, now: number): number | undefined {
  const createdAt = createdAtOf(facts);
  return createdAt === undefined ? facts.seconds('age') : Math.max(0, (now - createdAt) / 1000);
}

export function readClusterNode(record: unknown): ClusterNode | undefined {
  const facts = recordReader(kubectlTable(record));
  const name = facts?.text('name', 'node_name', 'node', '*name');
  const status =
    facts?.text(
      ...['status', 'ready', 'state', 'condition', 'conditions.ready', '*ready', '*status'],
      '*state',
    ) ??
    (facts && readyCondition(facts.raw('conditions')));
  const ready = status === undefined ? undefined : isReady(status);
  if (!facts || name === undefined || ready === undefined) return undefined;
  return {
    name,
    ready,
    roles: facts.text('roles', 'role'),
    version: facts.text('version', 'kubeletVersion', '*version'),
  };
}

/** The status of the condition `Ready` in a list of them. */
const readyCondition = (conditions: unknown): string | undefined =>
  isList(conditions)
    ? conditions
        .map(recordReader)
        .find((it) => it?.text('type') === 'Ready')
        ?.text('status')
    : undefined;

const READY = /^(?:ready|true|active|healthy|ok|online|running|up)\b/i;
const NOT_READY =
  /^(?:not|un|false|down|offline|inactive|disconnected|error|fail|dead|degraded|lost)/i;

/** Returns whether a node is ready; undefined for a word that says neither. */
const isReady = (status: string): boolean | undefined => {
  if (READY.test(status)) return true;
  return NOT_READY.test(status) ? false : undefined;
};

/** Reads a row of `kubectl top`; figures are undefined for a node that it cannot measure. */
export function readNodeUsage(record: unknown): NodeUsage | undefined {
  const facts = recordReader(record);
  const name = facts?.text('name', 'node');
  if (!facts || name === undefined) return undefined;
  return {
    name,
    cpuPercent: facts.percent('CPU(%)', 'CPU%', 'cpu_percent'),
    memoryPercent: facts.percent('MEMORY(%)', 'MEMORY%', 'memory_percent'),
  };
}

/** Reads a deployment; undefined without both replica counts, because missing pods could not be detected then. */
export function readDeployment(record: unknown): Deployment | undefined {
  const facts = recordReader(kubectlTable(record));
  const name = facts?.text('name', 'deployment_name', 'deployment');
  const [ready, wanted] = facts ? replicasOf(facts) : NO_REPLICAS;
  if (!facts || name === undefined || ready === undefined || wanted === undefined) return undefined;
  const namespace = facts.text('namespace', 'ns', '*namespace') ?? UNKNOWN_NAMESPACE;
  return {
    name,
    namespace,
    ready,
    wanted,
    updated: facts.number('Up-to-date', 'updated'),
    uid: facts.text('uid'),
    generation: facts.number('generation'),
    observedGeneration: facts.number('observedGeneration'),
  };
}

const NO_REPLICAS = [undefined, undefined] as const;

/** Reads both counts from one field such as `1/2`, or from a field each. */
function replicasOf(
  facts: RecordReader,
): readonly [ready: number | undefined, wanted: number | undefined] {
  const ratio = facts.text('ready', 'status', 'replicas', '*ready') ?? '';
  const [, ready, wanted] = /^(\d{1,6})\/(\d{1,6})\b/.exec(ratio) ?? [];
  if (ready !== undefined) return [Number(ready), Number(wanted)];
  const readyCount = facts.number(
    ...['ready_replicas', 'available_replicas', 'ready', 'available'],
    ...['replicas.ready', 'replicas.available', 'status.ready_replicas'],
  );
  return [
    // Kubernetes writes none of them for 0.
    readyCount ?? (facts.isNull('ready_replicas', 'available_replicas') ? 0 : undefined),
    facts.number(
      ...['desired_replicas', 'desired', 'wanted', 'replicas', 'spec_replicas'],
      ...['replicas.desired', 'replicas.total', 'spec.replicas'],
    ),
  ];
}

export function readService(record: unknown): K8sService | undefined {
  const facts = recordReader(kubectlTable(record));
  const name = facts?.text('name', 'service_name', 'service', '*name');
  if (!facts || name === undefined) return undefined;
  return {
    name,
    namespace: facts.text('namespace', 'ns', '*namespace') ?? UNKNOWN_NAMESPACE,
    type: facts.text('type', 'service_type', 'status', '*type') ?? '?',
    clusterIp: facts.text('clusterIp', 'Cluster-IP', 'ip'),
    externalIp: facts.text('externalIp', 'External-IP', 'loadBalancerIP'),
    ports: portsOf(facts.raw('ports', 'port(s)', 'port')),
  };
}

function portsOf(ports: unknown): string[] | undefined {
  if (typeof ports === 'string') return ports.split(',');
  if (!isList(ports)) return undefined;
  return ports.flatMap((port) => {
    const number =
      recordReader(port)?.text('port') ?? (typeof port === 'string' ? port : undefined);
    return number === undefined ? [] : [number];
  });
}

/** `BackOff: Pod/dns-0 - Back-off restarting`, `BackOff on Pod dns-0: Back-off restarting`. */
const EVENT_LINE =
  /^(?:(Warning|Normal)[\s:|-]{1,4})?([A-Z][A-Za-z]{2,40})(?::? (?:on |for )?|: )([A-Z][A-Za-z]{1,30}[/ ][a-z0-9][\w.-]{0,120}) ?[:–—-] ?(\S.{0,400})$/;

/** A record with the facts in its sentence, where it is no more than that. */
function withFactsOfEvent(record: unknown): unknown {
  const facts = recordReader(record);
  const message = facts?.text('message');
  if (!facts || message === undefined || facts.text('reason') !== undefined) return record;
  const [, type, reason, object, words] = EVENT_LINE.exec(message) ?? [];
  if (reason === undefined || object === undefined || words === undefined) return record;
  const word = type ?? facts.text('severity', 'status', 'type');
  const age = / ago\b/.test(words) ? /(\d{1,4} ?[smhd])[a-z]* ago\b/.exec(words)?.[1] : undefined;
  return {
    ...{ type: /^warn/i.test(word ?? '') ? 'Warning' : 'Normal', reason, message: words, age },
    object: object.replace(' ', '/'),
    namespace: facts.text('namespace'),
    time: facts.text('time'),
  };
}

export function readClusterEvent(record: unknown, now: number): ClusterEvent | undefined {
  const facts = recordReader(withFactsOfEvent(record));
  const message = facts?.text('message', 'note');
  const reason = facts?.text('reason');
  if (!facts || message === undefined || reason === undefined) return undefined;
  const age = facts.seconds('LAST SEEN', 'age', '*age', '*seen');
  const at = facts.time(...EVENT_TIMES) ?? (age === undefined ? undefined : now - age * 1000);
  const count = facts.number('count', 'occurrences', 'times');
  return {
    at: isoOf(at),
    type: facts.text('type') === 'Warning' ? 'Warning' : 'Normal',
    reason,
    object: objectOf(facts),
    namespace: facts.text('namespace', 'involvedObject.namespace'),
    message,
    count: count === undefined ? undefined : Math.round(count),
  };
}

const EVENT_TIMES = [
  ...['lastTimestamp', 'timestamp', 'lastSeen', 'lastTime', 'eventTime', 'firstTimestamp', 'time'],
  ...['at', 'date', 'last_occurrence', '*timestamp', '*time', '*at'],
];

/** Kubernetes names an event after its object and a number. */
const EVENT_SUFFIX = /\.[0-9a-f]{12,20}$/;

function objectOf(facts: RecordReader): string {
  const kind = facts.text('involvedObject.kind', 'regarding.kind', 'object_kind');
  const name = facts.text('involvedObject.name', 'regarding.name', 'object_name');
  if (kind && name) return `${kind}/${name}`;
  const object = facts.text('object', 'involved_object', 'pod', 'resource', 'target', 'name');
  return object?.replace(EVENT_SUFFIX, '') ?? '?';
}
