import { entriesOf } from '../../vendor-records/json.ts';

const MAX_KEYS = 60;
const MAX_PATH_LENGTH = 200;

/** A path alone, without words around it. */
const PATH = /^\/?[\w.-]+(?:[/:][\w.-]+)+\/?$/;
const KIND = /^(?:qemu|kvm|vms?|lxc|cts?|openvz)$/i;
const NUMBER = /^\d{1,9}$/;
/** Segments that name no node. */
const COLLECTION = /^(?:nodes?|hosts?|cluster|datacenter|api2?|json|resources?)$/i;

interface Facts {
  readonly type: string;
  readonly id: string;
  readonly node?: string;
}

/** Returns what a path tells of a guest: its kind, its number and its node, as in `pve1/qemu/301`; nothing where two paths differ. */
export function factsOfPath(record: unknown): Partial<Facts> {
  const found = entriesOf(record)
    .slice(0, MAX_KEYS)
    .flatMap(([, value]): readonly Facts[] => (typeof value === 'string' ? factsIn(value) : []));
  const [first]: readonly Partial<Facts>[] = found;
  return first && found.every(({ id, type }) => id === first.id && type === first.type)
    ? first
    : {};
}

function factsIn(text: string): readonly Facts[] {
  if (text.length > MAX_PATH_LENGTH || !PATH.test(text)) return [];
  const segments = text.split(/[/:]/).filter(Boolean);
  const at = segments.findIndex(
    (segment, index) => KIND.test(segment) && NUMBER.test(segments[index + 1] ?? ''),
  );
  const [type, id] = [segments[at], segments[at + 1]];
  if (type === undefined || id === undefined) return [];
  const node = segments[at - 1];
  return [{ type, id, ...(node !== undefined && !COLLECTION.test(node) && { node }) }];
}
