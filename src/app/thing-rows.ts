import type { Area } from '../areas/shared/area.ts';
import type { Row } from '../operation/finding.ts';

/** Returns the row that opens a thing: `proxmox/guest/104` is shown by `proxmox_guest`. */
export function rowOfThing(areas: readonly Area[], subject: string): Row | undefined {
  const [area = '', kind = '', ...path] = subject.split('/');
  const operation = `${area}_${kind}`;
  const isShown = areas.some(({ operations }) => operations.some(({ name }) => name === operation));
  if (!isShown || path.length === 0) return undefined;
  return { id: path.join('/'), text: 'Look at it now', operation };
}

/** Returns the lists of alerts that areas have, as rows. */
export const alertLists = (areas: readonly Area[]): readonly Row[] =>
  areas.flatMap(({ info, operations }) =>
    operations.some(({ name }) => name === `${info.name}_alerts`)
      ? [{ text: `${info.label} alerts`, operation: `${info.name}_alerts` }]
      : [],
  );
