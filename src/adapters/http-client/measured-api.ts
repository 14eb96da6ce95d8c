import { type CallWatch, watched } from '../../core/call-metrics.ts';
import type { Api } from './json-api.ts';

/** The same API, and somebody who hears how its calls end. */
export const watchApi = (api: Api, watch: CallWatch): Api => ({
  ...api,
  ask: (...request) => watched(watch, () => api.ask(...request)),
});
