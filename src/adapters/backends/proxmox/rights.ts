import type { Clock } from '../../../core/clock.ts';
import type { Api } from '../../http-client/json-api.ts';
import { entriesOf } from '../vendor-records/json.ts';

const ANSWER_TTL_MS = 10 * 60_000;
const EVERYTHING = '/';
const SEES_GUESTS = 'VM.Audit';

/** A token with few rights gets fewer rows and no error: what it may not see, in words. */
export function createRights(api: Api, clock: Clock): () => Promise<string | undefined> {
  let known: { readonly wanting: string | undefined; readonly until: number } | undefined;

  return async () => {
    if (known && clock.steady() < known.until) return known.wanting;
    const answer = await api.ask('/access/permissions');
    if (!answer.ok) return undefined; // then the rows themselves will not come either
    const rights = entriesOf(answer.value).find(([key]) => key === 'data')?.[1];
    const wanting = seesAllGuests(rights)
      ? undefined
      : `token may not see all guests: give it ${SEES_GUESTS} on ${EVERYTHING}`;
    known = { wanting, until: clock.steady() + ANSWER_TTL_MS };
    return wanting;
  };
}

function seesAllGuests(rights: unknown): boolean {
  const everywhere = entriesOf(rights).find(
    ([path]) => path === EVERYTHING || path === '/vms',
  )?.[1];
  return entriesOf(everywhere).some(([right, isGiven]) => right === SEES_GUESTS && isGiven === 1);
}
