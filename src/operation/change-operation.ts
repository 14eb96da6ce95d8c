import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Failure } from '../core/failure.ts';
import { formatDuration } from '../core/format.ts';
import { err, ok, type Result } from '../core/result.ts';
import type { PersonId } from '../people/person.ts';
import type { Risk } from './risk.ts';

/** A change as it would be made: the question to the person, and what was seen of its target. Plain data, which is stored. */
export interface Plan {
  /** `Reboot VM 104 plex on pve1?` */
  readonly question: string;
  /** A further fact for the person: `Up 14d 3h.` */
  readonly note?: string | undefined;
  /** Differs once the target is another one, or no longer as it was shown. */
  readonly digest: string;
  readonly evidence: Evidence;
}

/** The state of the target while planning, as JSON: what the change is made to, and what its result is compared with. */
export type Evidence = Readonly<Record<string, unknown>>;

/** The result of a change, by reading its target again. */
export type Outcome =
  | { readonly state: 'done'; readonly words: string }
  | { readonly state: 'failed'; readonly words: string }
  /** Not there yet, or unknown. */
  | { readonly state: 'open' };

/** Ends the words for an outcome with the time it took. */
export const after = (elapsedMs: number, words: string): string =>
  `${words}, ${formatDuration(elapsedMs / 1000)}.`;

export const doneAfter = (words: string, elapsedMs: number): Outcome => ({
  state: 'done',
  words: after(elapsedMs, words),
});

/** The output of every change. */
const ChangeResult = z.object({
  state: z.enum(['done', 'failed', 'unconfirmed']),
  words: z.string(),
});

/** How a change is offered on the screen of one thing. */
export interface ChangeOption {
  /** Its letter, or the word for one that takes a number. */
  readonly key: string;
  readonly label: string;
  /** Its effect, where the label does not say it: `cuts its power`. */
  readonly about?: string;
}

interface Described<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** The one word for it: `reboot`. */
  readonly verb: string;
  /** Missing for a change that is only requested in words. */
  readonly option?: ChangeOption;
  readonly summary: string;
  readonly risk: Exclude<Risk, 'read' | 'note'>;
  readonly input: Input;
  /** Reads the target from a text, where it is no thing with a name: the address in `ban 203.0.113.5`. */
  readonly parseArguments?: (words: string) => Readonly<Record<string, string>> | undefined;
}

/** An ability of the relay that changes something. It never runs without a person's confirmation. */
export interface ChangeOperation extends Described {
  readonly output: typeof ChangeResult;
  /** `by`: the person who asks, and who confirms it. */
  plan(input: unknown, by: PersonId): Promise<Result<Plan, Failure>>;
  /** Returns false when the target is not any more what it was when the person was asked. */
  isSame(before: Pick<Plan, 'digest' | 'evidence'>, now: Plan): boolean;
  /** Sends the change once; `verify` checks the result. */
  execute(input: unknown, evidence: Evidence, by: PersonId): Promise<Result<void, Failure>>;
  /** Returns the outcome of a change that was sent `elapsedMs` ago, perhaps before a restart. */
  verify(input: unknown, evidence: Evidence, elapsedMs: number): Promise<Outcome>;
}

/** A plan as an area makes it. */
interface Planned<Seen> extends Pick<Plan, 'question' | 'note'> {
  /** Data that distinguishes the target, as it is, from another one. */
  readonly identity?: unknown;
  readonly evidence: Seen;
}

interface Spec<Input extends z.ZodObject, Seen extends z.ZodObject> extends Described<Input> {
  readonly evidence: Seen;
  plan(input: z.infer<Input>, by: PersonId): Promise<Result<Planned<z.infer<Seen>>, Failure>>;
  /** Returns true when the target was started anew between two plans. */
  startedAnew?(before: z.infer<Seen>, now: z.infer<Seen>): boolean;
  execute(
    input: z.infer<Input>,
    evidence: z.infer<Seen>,
    by: PersonId,
  ): Promise<Result<void, Failure>>;
  verify(input: z.infer<Input>, evidence: z.infer<Seen>, elapsedMs: number): Promise<Outcome>;
}

/** Defines a change. Input and evidence are validated here: no step of it ever receives anything else. */
export function defineChange<Input extends z.ZodObject, Seen extends z.ZodObject>(
  spec: Spec<Input, Seen>,
): ChangeOperation {
  const { name, verb, option, summary, risk, input, parseArguments } = spec;
  const unreadable = err<Failure>({ kind: 'bad-input', hint: `${name} cannot read this` });
  const hint = 'Its state is told in a way that cannot be compared.';
  const incomparable = err<Failure>({ kind: 'bad-input', hint });

  return {
    ...{ name, verb, summary, risk, input, output: ChangeResult },
    ...(option && { option }),
    ...(parseArguments && { parseArguments }),

    async plan(raw, by) {
      const parsed = input.safeParse(raw);
      if (!parsed.success) return unreadable;
      const planned = await spec.plan(parsed.data, by);
      if (!planned.ok) return planned;
      const { question, note, identity, evidence } = planned.value;
      if (!spec.evidence.safeParse(evidence).success) return incomparable;
      const target = [name, parsed.data, question, identity];
      return ok({
        ...{ question, note, evidence },
        digest: hash('sha256', JSON.stringify(target), 'hex'),
      });
    },

    isSame(before, now) {
      if (before.digest !== now.digest) return false;
      const [then, present] = [before, now].map(({ evidence }) =>
        spec.evidence.safeParse(evidence),
      );
      if (!then?.success || !present?.success) return false;
      return !spec.startedAnew?.(then.data, present.data);
    },

    async execute(raw, evidence, by) {
      const given = read(spec, raw, evidence);
      return given ? spec.execute(given.input, given.evidence, by) : unreadable;
    },

    async verify(raw, evidence, elapsedMs) {
      const given = read(spec, raw, evidence);
      return given ? spec.verify(given.input, given.evidence, elapsedMs) : { state: 'open' };
    },
  };
}

/** Reads what an earlier step stored, perhaps before a restart. */
function read<Input extends z.ZodObject, Seen extends z.ZodObject>(
  spec: Pick<Spec<Input, Seen>, 'input' | 'evidence'>,
  raw: unknown,
  evidence: Evidence,
): { input: z.infer<Input>; evidence: z.infer<Seen> } | undefined {
  const input = spec.input.safeParse(raw);
  const seen = spec.evidence.safeParse(evidence);
  return input.success && seen.success ? { input: input.data, evidence: seen.data } : undefined;
}
