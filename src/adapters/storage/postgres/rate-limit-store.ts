import { z } from 'zod';
import type { Clock } from '../../../core/clock.ts';
import {
  type Allowances,
  type RateLimit,
  type RateLimitDecision,
  SPANS,
} from '../../../inbox/rate-limit.ts';
import type { PersonId } from '../../../people/person.ts';
import { createBatcher } from './batcher.ts';
import { type PgConnection, statement } from './connection.ts';

const [DAY, MINUTE] = SPANS;

/**
 * Counts texts of people, up to the one whose answer says that the limit is reached. A count lost in a crash of the server
 * gives somebody one more answer, so the commit does not wait for the disk.
 */
const TAKE = statement(
  `INSERT INTO answer_count AS c (person, granted, minute_since, minute, day_since, day)
   SELECT person, first.granted, $3::bigint, first.granted, $3::bigint, first.granted
   FROM unnest($1::text[], $2::int[]) AS taken (person, texts),
     LATERAL (SELECT least(texts, $4::int + 1, $5::int + 1) AS granted) AS first,
     (SELECT set_config('synchronous_commit', 'off', true)) AS commit
   ORDER BY person
   ON CONFLICT (person) DO UPDATE SET (granted, minute_since, minute, day_since, day) = (
     SELECT new.granted, old.minute_since, old.minute + new.granted, old.day_since, old.day + new.granted
     FROM (SELECT
         CASE WHEN c.minute_since + ${MINUTE.ms} > $3 THEN c.minute ELSE 0 END AS minute,
         CASE WHEN c.minute_since + ${MINUTE.ms} > $3 THEN c.minute_since ELSE $3 END AS minute_since,
         CASE WHEN c.day_since + ${DAY.ms} > $3 THEN c.day ELSE 0 END AS day,
         CASE WHEN c.day_since + ${DAY.ms} > $3 THEN c.day_since ELSE $3 END AS day_since) AS old,
       LATERAL (SELECT greatest(0, least(excluded.granted, $4 + 1 - old.minute, $5 + 1 - old.day)) AS granted) AS new)
   RETURNING person, granted, minute_since, minute, day_since, day`,
);
const GIVE_BACK = statement(
  `UPDATE answer_count SET minute = greatest(0, minute - 1), day = greatest(0, day - 1)
   WHERE person = $1`,
);

const Row = z.object({
  person: z.string(),
  granted: z.int(),
  minute_since: z.int(),
  minute: z.int(),
  day_since: z.int(),
  day: z.int(),
});

/** Counts the answers of each person where every replica counts them. */
export function createRateLimitStore(
  connection: PgConnection,
  { perMinute, perDay }: Allowances,
  clock: Pick<Clock, 'now'>,
): RateLimit {
  async function takeAll(people: readonly PersonId[]): Promise<readonly RateLimitDecision[]> {
    const texts = Map.groupBy(people, (person) => person);
    const counts = [...texts.values()].map(({ length }) => length);
    const now = Math.round(clock.now());
    const rows = await connection.rows(TAKE, [...texts.keys()], counts, now, perMinute, perDay);
    const decisions = new Map(
      rows.map((row) => {
        const count = Row.parse(row);
        return [count.person, Array.from({ length: count.granted }, (_, at) => decide(count, at))];
      }),
    );
    return people.map((person) => decisions.get(person)?.shift() ?? { is: 'exceeded' });
  }

  /** Decides about one of the texts that were counted together. */
  function decide(count: z.infer<typeof Row>, at: number): RateLimitDecision {
    const [minute, day] = [count.minute, count.day].map((after) => after - count.granted + at);
    const spans = [
      { ...DAY, max: perDay, before: day ?? 0, since: count.day_since },
      { ...MINUTE, max: perMinute, before: minute ?? 0, since: count.minute_since },
    ];
    const full = spans.find(({ before, max }) => before >= max);
    if (!full) return { is: 'allowed' };
    const { max, name, since, ms } = full;
    return { is: 'limit-reached', max, span: name, until: since + ms };
  }

  return {
    take: createBatcher({ run: takeAll, maxUnderWay: 1 }),
    giveBack(person) {
      connection.run(GIVE_BACK, person).catch(() => {}); // they have one answer less
    },
  };
}
