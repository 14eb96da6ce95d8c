import { z } from 'zod';
import type { AlertApi, SourceAlert, SourceAlertState } from '../../alerts/alert-source.ts';
import type { Clock } from '../../core/clock.ts';
import { ok } from '../../core/result.ts';
import { gatus } from '../alert-formats/gatus.ts';
import { isList } from '../alert-formats/lenient.ts';
import { readTime } from '../alert-formats/read-time.ts';
import { MAX_ALERTS } from '../alert-formats/report.ts';
import { toAlertEvent } from '../alert-formats/to-alert-event.ts';
import type { Api } from '../http-client/json-api.ts';
import { unreadable } from './unreadable.ts';

interface Options {
  readonly source: string;
  readonly api: Api;
  readonly clock: Pick<Clock, 'now'>;
}

const CheckResult = z.object({
  success: z.boolean(),
  timestamp: z.string(),
  errors: z.array(z.string()).default([]),
  conditionResults: z.array(z.object({ condition: z.string(), success: z.boolean() })).default([]),
});
const Endpoint = z.object({
  name: z.string().min(1),
  group: z.string().optional(),
  results: z.array(CheckResult).nullable(),
});
type Endpoint = z.infer<typeof Endpoint>;
type CheckResult = z.infer<typeof CheckResult>;

/** More checks in a row than the three that make an alert unless told otherwise: the API does not tell of alerts. */
const FAILED_CHECKS = 5;
const GOOD_CHECKS = 2;

const PATH = `/api/v1/endpoints/statuses?page=1&pageSize=${FAILED_CHECKS}`;

/** Creates the access to the latest checks of Gatus. Endpoints may be missing in its answer: nothing ends by that. */
export function createGatus({ source, api, clock }: Options): AlertApi {
  return {
    source,
    async read() {
      const listed = await api.ask(PATH);
      if (!listed.ok) return listed;
      if (!isList(listed.value)) return unreadable(api.service, 'not a list of endpoints');
      const from = { source, now: clock.now() };
      const alerts = listed.value
        .slice(0, MAX_ALERTS)
        .flatMap((item) => readEndpoint(item, from) ?? []);
      return ok({ alerts, isWhole: false });
    },
  };
}

function readEndpoint(
  item: unknown,
  from: { readonly source: string; readonly now: number },
): SourceAlert | undefined {
  const endpoint = Endpoint.safeParse(item);
  if (!endpoint.success) return undefined;
  const results = sorted(endpoint.data, from.now);
  const state = stateOf(results, from.now);
  const read = gatus.read(bodyOf(endpoint.data, results, state), { text: '', now: from.now });
  const [alert] = read.ok ? read.value.alerts : [];
  return alert && { state, event: toAlertEvent(alert, from) };
}

interface TimedResult extends CheckResult {
  readonly at: number;
}

/** Returns the checks with the time of each, the oldest first. */
const sorted = ({ results }: Endpoint, now: number): readonly TimedResult[] =>
  (results ?? [])
    .map((result) => ({ ...result, at: readTime(result.timestamp, now) ?? 0 }))
    .toSorted((a, b) => a.at - b.at);

/** Several checks in a row decide, and only if the last of them is not long ago for their pace. */
function stateOf(results: readonly TimedResult[], now: number): SourceAlertState {
  if (!isRecent(results, now)) return 'unclear';
  if (results.slice(-GOOD_CHECKS).every(({ success }) => success)) return 'well';
  const hasAllFailed = results.length >= FAILED_CHECKS && results.every(({ success }) => !success);
  return hasAllFailed ? 'firing' : 'unclear';
}

const MIN_RECENT_MS = 5 * 60_000;
const PACES = 3;

function isRecent(results: readonly TimedResult[], now: number): boolean {
  const [last, before] = [results.at(-1), results.at(-2)];
  if (!last || !before) return false;
  return now - last.at <= Math.max(MIN_RECENT_MS, PACES * (last.at - before.at));
}

/** As the body of its report is, so that both have the same key. */
function bodyOf(
  { name, group }: Endpoint,
  results: readonly CheckResult[],
  state: SourceAlertState,
) {
  const last = results.at(-1);
  const failed = last?.conditionResults.filter(({ success }) => !success) ?? [];
  return {
    ...{ source: 'gatus', name, group, state: state === 'well' ? 'RESOLVED' : 'TRIGGERED' },
    errors: last?.errors.join(', '),
    conditions: failed.map(({ condition }) => `\u274c - \`${condition}\``).join(', '),
  };
}
