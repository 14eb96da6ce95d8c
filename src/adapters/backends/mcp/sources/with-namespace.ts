import { recordReader } from '../../vendor-records/record-reader.ts';

const NAMESPACED = /^([a-z0-9][a-z0-9-]{0,62})\/([a-z0-9][a-z0-9.-]{0,252})$/;

/** Splits a name that has its namespace in front: `media/sonarr-0`. */
export function withNamespace(record: unknown): unknown {
  const facts = recordReader(record);
  if (!facts || facts.text('namespace', 'ns') !== undefined) return record;
  const whole = facts.text('name', 'pod_name', 'pod', 'deployment', 'service');
  const [, namespace, name] = NAMESPACED.exec(whole ?? '') ?? [];
  return namespace === undefined ? record : { ...Object(record), namespace, name };
}
