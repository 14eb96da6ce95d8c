import type { z } from 'zod';
import type { ReadFn } from '../../../../areas/shared/combine.ts';
import type { AsyncReading } from '../../../../core/reading.ts';
import type { Read } from '../../vendor-records/skip.ts';
import type { IncompleteRecord } from './fill-facts.ts';
import type { ListName } from './profile.ts';
import type { ProfileActions } from './profile-actions.ts';

/** How one server tells the things that the screens of an area are made of. */
export interface Source {
  /** Finds out what tells what, where that is not known; asks little, and never fails. */
  readonly probe?: () => Promise<void>;
  /** Its tools are chosen by what they return. */
  readonly isGuess?: boolean;
  /** Missing when the server has nothing to say about that. */
  list<T>(name: ListName, read: Read<T>): ReadFn<readonly T[]> | undefined;
  /** A whole answer that the server gives itself, in our contract's shape. */
  answer<T>(name: string, shape: z.ZodType<T>): ReadFn<T> | undefined;
  /** Reads whether the firewall is on. */
  readonly isFirewallOn?: ReadFn<boolean>;
  /** The ports of one piece of gear. */
  readonly ports?: <T>(gear: IncompleteRecord, read: Read<T>) => AsyncReading<readonly T[]>;
  /** The changes that the server is known to support. */
  readonly actions?: ProfileActions;
  /** The end of what a pod printed. */
  readonly log?: (pod: {
    readonly namespace: string;
    readonly name: string;
  }) => AsyncReading<string>;
}
