import { isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';

/** The cells of a row: the row itself, or those that Kubernetes puts beside the object of which they tell. */
export function cellsOf(row: unknown): readonly unknown[] | undefined {
  if (isList(row)) return row;
  const cells = recordReader(row)?.raw('cells');
  return isList(cells) ? cells : undefined;
}

/** The facts of a row beside its cells: to which object it belongs. */
export function factsBesideCells(row: unknown): Readonly<Record<string, unknown>> {
  const facts = isList(row) ? undefined : recordReader(row);
  return {
    ...named('namespace', facts?.text('object.metadata.namespace')),
    ...named('uid', facts?.text('object.metadata.uid')),
    ...named('createdAt', facts?.text('object.metadata.creationTimestamp')),
  };
}

const named = (key: string, value: string | undefined) => value !== undefined && { [key]: value };
