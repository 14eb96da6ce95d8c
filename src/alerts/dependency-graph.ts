import { z } from 'zod';

/** A thing that an area listed. Times are epoch milliseconds. */
const KnownThing = z.object({
  subject: z.string(),
  name: z.string(),
  addresses: z.array(z.string()).readonly(),
  /** Its parents, as its area listed them last; kept while the area lists it without. */
  parents: z.array(z.string()).readonly(),
  parentsSeenAt: z.number(),
  seenAt: z.number(),
  /** Differs once what it is made of was changed. */
  version: z.string().optional(),
  copies: z.number().optional(),
  /** The safeguards that it has none of, and since when its area shows that. */
  lacks: z.array(z.string()).readonly().optional(),
  lacksSince: z.number().optional(),
});
export type KnownThing = z.infer<typeof KnownThing>;

/** One thing depends on another one. */
const Dependency = z.object({
  child: z.string(),
  parent: z.string(),
  /** Of the parents of one kind all must be down; one such kind is enough. */
  kind: z.enum(['listed', 'same-machine']),
  /** From 0 to 1: certain where a source says so, less where two sources only use the same name. */
  confidence: z.number(),
  seenAt: z.number(),
});
export type Dependency = z.infer<typeof Dependency>;

/** Everything that was learned about what depends on what. Stored as plain data, without cycles. */
export const DependencyGraph = z.object({
  things: z.array(KnownThing).readonly(),
  dependencies: z.array(Dependency).readonly(),
});
export type DependencyGraph = z.infer<typeof DependencyGraph>;

export const EMPTY_GRAPH: DependencyGraph = { things: [], dependencies: [] };

/** The name under which the graph is stored. */
export const GRAPH_MEMO = 'dependencies';

/** A dependency that was not seen for so long explains nothing any more. */
const MAX_AGE_MS = 24 * 60 * 60_000;

export const isCurrent = ({ seenAt }: Pick<Dependency, 'seenAt'>, now: number): boolean =>
  now - seenAt <= MAX_AGE_MS;

/** The area of a subject: `proxmox` for `proxmox/guest/104`. */
export const areaOf = (subject: string): string => subject.split('/', 1)[0] ?? subject;
