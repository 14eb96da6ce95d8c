import type { AlertEvent } from '../../src/alerts/alert-event.ts';
import { AreaWatch } from '../../src/alerts/area-watch.ts';
import type { WatchStore } from '../../src/app/record-looks.ts';

/** Keeps events and states as text, as a database does; can be told to fail. */
export class MemoryWatchStore implements WatchStore {
  readonly events: AlertEvent[] = [];
  writes = 0;
  isDown = false;
  readonly #watches = new Map<string, string>();

  receive = async (events: readonly AlertEvent[], watch: AreaWatch): Promise<void> => {
    if (this.isDown) throw new Error('the database is down');
    this.writes += 1;
    this.events.push(...events);
    this.#watches.set(watch.area, JSON.stringify(watch));
  };

  load = async (area: string): Promise<AreaWatch | undefined> => {
    if (this.isDown) throw new Error('the database is down');
    const text = this.#watches.get(area);
    return text === undefined ? undefined : AreaWatch.parse(JSON.parse(text));
  };

  /** The reported events in short: `firing plex stopped`. */
  get reported(): readonly string[] {
    return this.events.map(
      ({ state, subject, title, isWaived }) =>
        `${state} ${subject} ${title}${isWaived ? ' (may be off)' : ''}`,
    );
  }
}
