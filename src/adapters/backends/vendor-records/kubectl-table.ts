import { entriesOf, isList } from './json.ts';
import { type RecordReader, recordReader } from './record-reader.ts';

/** Converts a raw Kubernetes object to the wording of kubectl's table; returns anything else unchanged. */
export function kubectlTable(record: unknown): unknown {
  const facts = recordReader(record);
  const name = facts?.text('metadata.name');
  if (!facts || name === undefined) return record;
  const common = {
    name,
    namespace: facts.text('metadata.namespace'),
    uid: facts.text('metadata.uid'),
    createdAt: facts.text('metadata.creationTimestamp'),
  };
  if (facts.raw('spec.containers') ?? facts.raw('status.containerStatuses')) {
    return { ...common, ...printPod(facts) };
  }
  if (isNode(facts)) return { ...common, ...printNode(facts) };
  if (facts.raw('spec.clusterIP')) return { ...common, ...printService(facts) };
  if (
    ['spec.template', 'spec.replicas', 'status.readyReplicas'].some(
      (it) => facts.raw(it) !== undefined,
    )
  )
    return { ...common, ...printDeployment(facts) };
  return { ...common, status: facts.text('status.phase') };
}

/** Of what belongs to no namespace and says nothing else of itself only nodes have conditions. */
function isNode(facts: RecordReader): boolean {
  if (facts.raw('status.nodeInfo') !== undefined) return true;
  if (facts.raw('status.conditions') === undefined) return false;
  const kind = facts.text('kind');
  return kind === undefined ? facts.text('metadata.namespace') === undefined : kind === 'Node';
}

function printPod(facts: RecordReader) {
  const containers = listOf(facts.raw('status.containerStatuses'));
  const spec = listOf(facts.raw('spec.containers'));
  const problems = [...listOf(facts.raw('status.initContainerStatuses')), ...containers].flatMap(
    (container) => podProblem(container) ?? [],
  );
  const [problem] = problems;
  const isLeaving = facts.raw('metadata.deletionTimestamp') !== undefined;
  return {
    status: isLeaving
      ? 'Terminating'
      : (problem?.reason ?? facts.text('status.reason', 'status.phase')),
    ready: `${containers.filter((it) => it.flag('ready')).length}/${spec.length || containers.length}`,
    restarts: containers.reduce((sum, it) => sum + (it.number('restartCount') ?? 0), 0),
    reason: problem?.message ?? facts.text('status.message'),
    node: facts.text('spec.nodeName'),
  };
}

/** The reason why a container does not run; undefined for one that completed. */
function podProblem(container: RecordReader) {
  const reason = container.text('state.waiting.reason', 'state.terminated.reason');
  if (reason === undefined || reason === 'Completed') return undefined;
  return {
    reason,
    message: container.text('state.waiting.message', 'state.terminated.message'),
  };
}

function printNode(facts: RecordReader) {
  const ready = listOf(facts.raw('status.conditions')).find((it) => it.text('type') === 'Ready');
  const roles = entriesOf(facts.raw('metadata.labels')).flatMap(
    ([label]) => /^node-role\.kubernetes\.io\/(.+)$/.exec(label)?.[1] ?? [],
  );
  const isReady = ready && /^true$/i.test(ready.text('status') ?? '');
  return {
    ...(isReady !== undefined && { status: isReady ? 'Ready' : 'NotReady' }),
    roles: roles.join(','),
    version: facts.text('status.nodeInfo.kubeletVersion'),
  };
}

/** Missing counts are 0: Kubernetes omits counts of 0. */
const printDeployment = (facts: RecordReader) => ({
  ready: `${facts.number('status.readyReplicas') ?? 0}/${facts.number('spec.replicas') ?? 1}`,
  updated: facts.number('status.updatedReplicas') ?? 0,
  generation: facts.number('metadata.generation'),
  observedGeneration: facts.number('status.observedGeneration'),
});

const printService = (facts: RecordReader) => ({
  type: facts.text('spec.type'),
  clusterIp: facts.text('spec.clusterIP'),
  externalIp: listOf(facts.raw('status.loadBalancer.ingress'))[0]?.text('ip', 'hostname'),
  ports: facts.raw('spec.ports'),
});

const listOf = (value: unknown): readonly RecordReader[] =>
  isList(value) ? value.flatMap((item) => recordReader(item) ?? []) : [];
