import type { ChangeOperation } from './change-operation.ts';
import { isChange, isRead, type Operation } from './operation.ts';
import type { ReadOperation } from './read-operation.ts';

/** Every ability of the relay by its name. The faces are projections of it. */
export interface Catalogue {
  readonly find: (name: string) => Operation | undefined;
  readonly findChange: (name: string) => ChangeOperation | undefined;
  readonly all: readonly Operation[];
  readonly reads: readonly ReadOperation[];
  readonly changes: readonly ChangeOperation[];
}

/** Creates the catalogue. Two operations of one name are a bug. */
export function createCatalogue(operations: readonly Operation[]): Catalogue {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  if (byName.size < operations.length) throw new Error('two operations have the same name');
  const changes = operations.filter(isChange);
  const changesByName = new Map(changes.map((change) => [change.name, change]));
  return {
    find: (name) => byName.get(name),
    findChange: (name) => changesByName.get(name),
    all: operations,
    reads: operations.filter(isRead),
    changes,
  };
}
