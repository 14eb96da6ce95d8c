import { AsyncLocalStorage } from 'node:async_hooks';

const trips = new AsyncLocalStorage<string>();

/** What is done in here, now or later, is done because of one text: every log line of it carries its id. */
export const withTrace = <T>(trip: string, work: () => T): T => trips.run(trip, work);

/** What is done in here outlives the text that set it off, and belongs to none. */
export const withoutTrace = <T>(work: () => T): T => trips.exit(work);

/** The text because of which this is being done; nothing for what the relay does by itself. */
export const currentTraceId = (): string | undefined => trips.getStore();
