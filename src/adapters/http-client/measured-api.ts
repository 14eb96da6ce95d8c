import { type RecordCall, recordCall } from '../../core/call-metrics.ts';
import type { Api } from './json-api.ts';

/** The same API, and somebody who hears how its calls end. */
export const measureApi = (api: Api, watch: RecordCall): Api => ({
  ...api,
  ask: (...request) => recordCall(watch, () => api.ask(...request)),
});
