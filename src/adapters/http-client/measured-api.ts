import { type RecordCall, recordCall } from '../../core/call-metrics.ts';
import type { Api } from './json-api.ts';

/** The same API, with the outcome of every call recorded. */
export const measureApi = (api: Api, record: RecordCall): Api => ({
  ...api,
  ask: (...request) => recordCall(record, () => api.ask(...request)),
});
