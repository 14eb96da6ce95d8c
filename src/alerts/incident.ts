import { z } from 'zod';

/** The last text that somebody got about an incident. */
const LastText = z.object({
  /** The time of the first text about it. */
  firstAt: z.number(),
  at: z.number(),
  /** The number of texts so far. */
  count: z.number(),
  /** The content of the last text. */
  story: z.enum([
    'open',
    'update',
    'nag',
    'flapping',
    'stale',
    'passed',
    'taken',
    'escalated',
    'over',
  ]),
  round: z.number(),
  nags: z.number(),
  severity: z.enum(['critical', 'warning', 'info']),
  root: z.string(),
  size: z.number(),
  /** The begin of the flapping that was told. */
  flappingSince: z.number().optional(),
});
export type LastText = z.infer<typeof LastText>;

/** The answer of a person, which keeps the incident quiet for a while. */
const Response = z.object({
  is: z.enum(['acked', 'snoozed', 'muted']),
  by: z.string(),
  at: z.number(),
  until: z.number().optional(),
});

/** How an incident ended. */
const Ending = z.enum(['recovered', 'waived', 'brief', 'closed', 'unproven', 'expired', 'merged']);

/** One trouble as people see it: alerts with one code. Plain data; times are epoch milliseconds. */
export const Incident = z.object({
  id: z.string(),
  /** Given out when it opens; missing before, and where all codes are in use. */
  code: z.string().optional(),
  severity: z.enum(['critical', 'warning', 'info']),
  /** The alert that is told first. */
  root: z.string(),
  /** The words of its root, for when that alert belongs to a later incident. */
  about: z.object({ source: z.string(), name: z.string(), title: z.string() }),
  /** Several alerts of one moment, without a known cause. */
  isStorm: z.boolean().optional(),
  /** The begin of the trouble. */
  startedAt: z.number(),
  createdAt: z.number(),
  /** The end of the wait for further alerts of the same trouble. */
  opensAt: z.number(),
  /** The areas in which its cause may be: asked before the first text. */
  check: z
    .object({ areas: z.array(z.string()).readonly(), askedAt: z.number().optional() })
    .optional(),
  openedAt: z.number().optional(),
  /** The change that probably caused it, as it was when it had that root and round. */
  blame: z
    .object({
      ...{ words: z.string(), at: z.number(), begin: z.number() },
      ...{ root: z.string(), round: z.number() },
    })
    .optional(),
  /** The change that ended the same trouble before. */
  fix: z
    .object({
      ...{ operation: z.string(), input: z.record(z.string(), z.string()), label: z.string() },
      ...{ root: z.string(), round: z.number() },
    })
    .optional(),
  /** The time since which none of its alerts is active. */
  clearSince: z.number().optional(),
  response: Response.optional(),
  /** The time at which the last response ran out. */
  resumedAt: z.number().optional(),
  /** Set while its alerts come and go too often to be told each time. */
  flappingSince: z.number().optional(),
  /** The time since which its source has been silent for too long. */
  staleSince: z.number().optional(),
  closedAt: z.number().optional(),
  ending: Ending.optional(),
  /** 1, and one more for each time it began again shortly after its end. */
  round: z.number(),
  /** The person it was passed on to. */
  passed: z.object({ to: z.string(), by: z.string(), at: z.number() }).optional(),
  /** The maintenance that kept texts about it back. */
  maintenance: z
    .object({ id: z.string(), name: z.string().optional(), until: z.number() })
    .optional(),
  /** The incident of what was left when this one was over. */
  leftOver: z.string().optional(),
  /** The incident that this one turned out to be part of. */
  mergedInto: z.string().optional(),
  notes: z.array(z.object({ by: z.string(), at: z.number(), words: z.string() })).readonly(),
  told: z.record(z.string(), LastText),
  /** The people who saw it in the list. */
  listed: z.array(z.string()).readonly().optional(),
  /** The people whom quiet hours kept from a text about it, and since when. */
  held: z.record(z.string(), z.number()),
});
export type Incident = z.infer<typeof Incident>;

export type IncidentState =
  | 'pending'
  | 'open'
  | 'acked'
  | 'snoozed'
  | 'muted'
  | 'recovering'
  | 'stale'
  | 'closed';

/** Returns true for an incident that anybody was told of. */
export const wasTexted = ({ told }: Pick<Incident, 'told'>): boolean =>
  Object.keys(told).length > 0;

/** Returns the state of an incident, which follows from what happened to it. */
export function stateOf(incident: Incident): IncidentState {
  const { closedAt, openedAt, clearSince, response, staleSince } = incident;
  if (closedAt !== undefined) return 'closed';
  if (openedAt === undefined) return 'pending';
  if (clearSince !== undefined) return 'recovering';
  if (response) return response.is;
  return staleSince === undefined ? 'open' : 'stale';
}

/** The source of what the relay sees by itself: its silence is an alert of its own. */
export const OWN_SOURCE = 'self';
