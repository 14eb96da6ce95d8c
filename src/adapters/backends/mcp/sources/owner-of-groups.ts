import { entriesOf, isList } from '../../vendor-records/json.ts';
import { recordReader } from '../../vendor-records/record-reader.ts';
import type { ListName } from './profile.ts';
import { isAdjective } from './qualifiers.ts';

const MAX_KEYS = 200;

/** The owners of the items of a list that stand in groups, where nobody says what they are grouped by. */
const OWNER_OF: Partial<Readonly<Record<ListName, string>>> = {
  pods: 'namespace',
  deployments: 'namespace',
  services: 'namespace',
  guests: 'node',
};
/** Words for whatever is in there. */
const ENVELOPE =
  /^(?:values?|data|items?|results?|records?|entries|rows|list|content|output|response|payload|objects|elements|hits|found|matches|documents|docs|body|all)$/;
const OWNER_NAME = /^[a-z0-9][a-z0-9.-]{0,62}$/;

/** Returns the owner of the items of each list in an object, where every key may be the name of one and no item says another. */
export function ownerOfGroups(
  data: unknown,
  name: ListName,
  isOtherName: (key: string) => boolean,
): string | undefined {
  const owner = OWNER_OF[name];
  const entries = entriesOf(data).slice(0, MAX_KEYS);
  const areNames = entries.every(
    ([key]) =>
      OWNER_NAME.test(key) && !ENVELOPE.test(key) && !isOtherName(key) && !isAdjective(name, key),
  );
  if (owner === undefined || !areNames) return undefined;
  const rows = entries.flatMap(([, list]) => (isList(list) ? list : [undefined]));
  const areOwned = rows.length > 0 && rows.every((row) => isRecordWithout(row, owner));
  return areOwned ? owner : undefined;
}

function isRecordWithout(row: unknown, fact: string): boolean {
  const facts = recordReader(row);
  return facts?.text('name', 'label', '*name') !== undefined && facts.text(fact) === undefined;
}
