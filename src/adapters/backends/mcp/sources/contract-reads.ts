import type { ReadFn } from '../../../../areas/shared/combine.ts';
import { type ContractQuestion, createQuestions } from './contract-source.ts';
import { createOverride } from './overrides.ts';
import type { McpAreaOptions } from './select-source.ts';

type AreaContract<T> = { readonly [Item in keyof T]: ContractQuestion<T[Item]> };

/** Creates the reads of one area's part of the contract. */
export function contractReads<T extends object>(
  { server, clock, overrides = {} }: McpAreaOptions,
  contract: AreaContract<T>,
) {
  const override = createOverride(server, clock, overrides);
  const ask = createQuestions(server, clock);
  const own = <Item extends keyof T & string>(item: Item): ReadFn<T[Item]> | undefined =>
    override(item, contract[item].shape);

  return {
    ask,
    /** Returns the read that the owner has set up for an item. */
    own,
    /** Returns the read that the owner has set up, or else the one of the contract. */
    read: <Item extends keyof T & string>(item: Item): ReadFn<T[Item]> =>
      own(item) ?? (() => ask(contract[item])),
  };
}
