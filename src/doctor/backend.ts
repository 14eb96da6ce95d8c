import type { Area } from '../areas/shared/area.ts';
import type { Failure } from '../core/failure.ts';
import { isNoSource } from '../core/no-source.ts';
import type { Result } from '../core/result.ts';
import type { View } from '../menu/menu.ts';
import { formatFreshFinding } from '../operation/finding-text.ts';
import { type Access, explain } from './backend-fault.ts';
import { type CheckResult, fine, note, wrong } from './check-result.ts';
import type { PresentedCertificate } from './connection-fault.ts';
import { evaluateGuess, type GuessedSource } from './guessed-source.ts';

/** What an MCP server calls itself, and what kind we take it for. */
export interface Identity {
  readonly name: string;
  readonly version: string | undefined;
  /** `contract`, `unknown`, or the name of a profile. */
  readonly kind: string;
  readonly tools: number;
}

interface Dependencies {
  readonly subject: string;
  readonly area: Area;
  /** Asked of MCP servers only. */
  readonly identify: (() => Promise<Result<Identity, Failure>>) | undefined;
  /** What was chosen where an MCP server is read by guess; known once it was asked. */
  readonly guesses: () => readonly GuessedSource[];
  /** How the source is reached, by the name it goes by in failures. */
  readonly accessTo: (service: string) => Access;
  /** The certificate that it shows, when it is one that nobody believes. */
  readonly certificateOf: (url: URL) => Promise<PresentedCertificate | undefined>;
  readonly now: () => number;
}

/** Asks everything that a person could, and tells what came of it. */
export async function examineBackend(parts: Dependencies): Promise<readonly CheckResult[]> {
  const identity = await parts.identify?.();
  if (identity && !identity.ok) return [await blame(parts, identity.error)];
  const finding = await examineItems(parts, identity?.value);
  return [finding, ...parts.guesses().flatMap((it) => evaluateGuess(parts.subject, it))];
}

async function examineItems(
  parts: Dependencies,
  identity: Identity | undefined,
): Promise<CheckResult> {
  const { area, accessTo, subject } = parts;
  const { label, name } = area.info;
  const summary = await viewOf(area, name);
  if (!summary.ok && !isNoSource(summary)) return blame(parts, summary.error, identity);

  const items = await Promise.all(
    (area.screens[name]?.items ?? []).map(async ({ label: item, opens }) => ({
      item,
      view: await viewOf(area, opens),
    })),
  );
  const broken = items.flatMap(({ item, view }) =>
    view.ok ? [] : [{ item, failure: view.error }],
  );
  const example = [summary, ...items.map(({ view }) => view)].find((view) => view.ok);
  if (!example?.ok) return blame(parts, worstOf(broken.map(({ failure }) => failure)), identity);
  return judge({
    subject,
    example: formatFreshFinding(example.value).split('\n')[0] ?? '',
    partial: example.value.partial,
    who: identity ? nameOf(identity) : accessTo(label).where,
    kind: identity?.kind,
    works: items.filter(({ view }) => view.ok).map(({ item }) => item),
    broken,
  });
}

/** That somebody does not answer tells more than that nobody can be asked. */
const worstOf = (failures: readonly Failure[]): Failure =>
  failures.find(({ kind }) => kind !== 'no-source') ??
  failures[0] ?? { kind: 'not-found', what: 'anything to ask' };

const viewOf = async (area: Area, screen: string): Promise<Result<View, Failure>> =>
  (await area.screens[screen]?.view()) ?? {
    ok: false,
    error: { kind: 'not-found', what: screen },
  };

async function blame(
  parts: Dependencies,
  failure: Failure,
  identity?: Identity,
): Promise<CheckResult> {
  const service = 'service' in failure ? failure.service : parts.area.info.label;
  const access = parts.accessTo(service);
  const certificate = access.url && (await parts.certificateOf(access.url));
  const { says, next } = explain({ failure, access, certificate, now: parts.now() });
  const who = identity ? `${nameOf(identity)}: ` : '';
  return wrong(parts.subject, `${who}${says}`, next);
}

interface Said {
  readonly subject: string;
  /** The first line of what a person would get. */
  readonly example: string;
  readonly partial: string | undefined;
  readonly who: string;
  readonly kind: string | undefined;
  readonly works: readonly string[];
  readonly broken: readonly { readonly item: string; readonly failure: Failure }[];
}

function judge(said: Said): CheckResult {
  const { subject, example, partial, who, works, broken, kind } = said;
  const what = works.length > 0 ? `; ${works.join(', ')} work` : '';
  const lacks = broken.length > 0 ? `; ${broken.map(({ item }) => item).join(', ')} do not` : '';
  const says = `"${example}" from ${who}${what}${lacks}`;
  const weak = WEAK.find(({ sign }) => sign.test(partial ?? ''));
  if (weak) return wrong(subject, `${says}: ${partial}`, weak.next);
  if (kind === 'unknown')
    return note(subject, `${says}: ${partial ?? 'all of it is a best guess'}`, TELL);
  if (partial !== undefined) return note(subject, `${says}: ${partial}`, LOOK);
  const answered = broken.filter(({ failure }) => failure.kind !== 'no-source');
  return answered.length > 0 ? note(subject, says, LOOK) : fine(subject, says);
}

function nameOf({ name, version, kind }: Identity): string {
  const who = [name || 'a server without a name', version].filter(Boolean).join(' ');
  if (kind === 'unknown') return `${who}, which nobody knows here`;
  return kind === 'contract' ? `${who} (obeys our contract)` : `${who} (known as ${kind})`;
}

/** What a source leaves out because it may not see it. */
const WEAK: readonly { readonly sign: RegExp; readonly next: string }[] = [
  {
    sign: /VM\.Audit/,
    next: 'Proxmox, Datacenter, Permissions, Add, API Token Permission: path /, role PVEAuditor. A token with privilege separation has none of the rights of its user.',
  },
];

const TELL =
  'Say in RELAY_CONFIG which tool answers which item (README, "Connect your backends"), or its profile.';
const LOOK = 'Look into the log of that server; what is missing says so in the texts too.';
