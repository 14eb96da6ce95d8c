import type { Session, Sessions } from '../../../conversation/sessions.ts';
import type { Clock } from '../../../core/clock.ts';
import type { PersonId } from '../../../people/person.ts';

interface MemorySessions extends Sessions {
  get(person: PersonId): Session | undefined;
  set(person: PersonId, session: Session): void;
  delete(person: PersonId): void;
}

interface Limits {
  readonly clock: Clock;
  readonly idleMs: number;
  /** The most sessions kept; beyond it the one idle longest is dropped. */
  readonly maxSessions: number;
}

interface Kept {
  readonly session: Session;
  readonly touchedAt: number;
}

/** Sessions in a map that is ordered by last use, so the oldest are always in front. */
export function createMemorySessions({ clock, idleMs, maxSessions }: Limits): MemorySessions {
  const kept = new Map<PersonId, Kept>();

  function dropIdle(): void {
    for (const [person, { touchedAt }] of kept) {
      if (kept.size <= maxSessions && clock.steady() - touchedAt <= idleMs) return;
      kept.delete(person);
    }
  }

  return {
    get(person) {
      dropIdle();
      return kept.get(person)?.session;
    },
    set(person, session) {
      kept.delete(person);
      kept.set(person, { session, touchedAt: clock.steady() });
      dropIdle();
    },
    delete: (person) => void kept.delete(person),
  };
}
