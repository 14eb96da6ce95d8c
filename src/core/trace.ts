import { AsyncLocalStorage } from 'node:async_hooks';

const traces = new AsyncLocalStorage<string>();

/** Runs work on behalf of one text: every log line of it, now or later, carries the id of the text. */
export const withTrace = <T>(id: string, work: () => T): T => traces.run(id, work);

/** Runs work that outlives the text which set it off, and belongs to none. */
export const withoutTrace = <T>(work: () => T): T => traces.exit(work);

/** Returns the id of the text on whose behalf this runs; `undefined` for what the relay does by itself. */
export const currentTraceId = (): string | undefined => traces.getStore();
