import type { Clock } from '../../../core/clock.ts';
import type { Api } from '../../http-client/json-api.ts';
import { entriesOf } from '../vendor-records/json.ts';

const ANSWER_TTL_MS = 10 * 60_000;
const EVERYTHING = '/';
const SEES_GUESTS = 'VM.Audit';

/** Describes what the token may not see: one with too few rights gets fewer rows and no error. */
export function createRights(api: Api, clock: Clock): () => Promise<string | undefined> {
  let cached: { readonly missing: string | undefined; readonly until: number } | undefined;

  return async () => {
    if (cached && clock.steady() < cached.until) return cached.missing;
    const answer = await api.ask('/access/permissions');
    if (!answer.ok) return undefined; // the rows themselves will fail too
    const rights = entriesOf(answer.value).find(([key]) => key === 'data')?.[1];
    const missing = seesAllGuests(rights)
      ? undefined
      : `token may not see all guests: give it ${SEES_GUESTS} on ${EVERYTHING}`;
    cached = { missing, until: clock.steady() + ANSWER_TTL_MS };
    return missing;
  };
}

function seesAllGuests(rights: unknown): boolean {
  const everywhere = entriesOf(rights).find(
    ([path]) => path === EVERYTHING || path === '/vms',
  )?.[1];
  return entriesOf(everywhere).some(([right, isGiven]) => right === SEES_GUESTS && isGiven === 1);
}
