import type { Area } from '../areas/shared/area.ts';
import type { Failure } from '../core/failure.ts';
import type { LocalTime } from '../core/local-time.ts';
import { isNoSource } from '../core/no-source.ts';
import { err, map, type Result } from '../core/result.ts';
import type { Finding } from '../operation/finding.ts';
import { formatFinding } from '../operation/format-finding.ts';
import { type Access, explain } from './backend-fault.ts';
import { type CheckResult, fail, pass, warn } from './check-result.ts';
import type { PresentedCertificate } from './connection-fault.ts';
import { evaluateGuess, type GuessedSource } from './guessed-source.ts';

/** The name and version an MCP server reports, and its detected kind. */
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
  /** Present for MCP servers only. */
  readonly identify: (() => Promise<Result<Identity, Failure>>) | undefined;
  /** Returns the tools chosen on an MCP server that is read by guess; complete after the first read. */
  readonly guesses: () => readonly GuessedSource[];
  /** Returns the address and variables of a source, by the name it has in failures. */
  readonly accessTo: (service: string) => Access;
  /** Fetches the certificate of a server if it is not trusted. */
  readonly certificateOf: (url: URL) => Promise<PresentedCertificate | undefined>;
  readonly time: LocalTime;
}

/** Opens every screen of an area, as a person could, and reports the results. */
export async function checkBackend(dependencies: Dependencies): Promise<readonly CheckResult[]> {
  const identity = await dependencies.identify?.();
  if (identity && !identity.ok) return [await explainFailure(dependencies, identity.error)];
  const finding = await checkItems(dependencies, identity?.value);
  return [
    finding,
    ...dependencies.guesses().flatMap((guess) => evaluateGuess(dependencies.subject, guess)),
  ];
}

async function checkItems(
  dependencies: Dependencies,
  identity: Identity | undefined,
): Promise<CheckResult> {
  const { area, accessTo, subject, time } = dependencies;
  const { label, name } = area.info;
  const summary = await read(area, name, time);
  if (!summary.ok && !isNoSource(summary))
    return explainFailure(dependencies, summary.error, identity);

  const items = await Promise.all(
    (area.screens[name]?.items ?? []).map(async ({ label: item, opens }) => ({
      item,
      view: await read(area, opens, time),
    })),
  );
  const broken = items.flatMap(({ item, view }) =>
    view.ok ? [] : [{ item, failure: view.error }],
  );
  const example = [summary, ...items.map(({ view }) => view)].find((view) => view.ok);
  if (!example?.ok)
    return explainFailure(dependencies, worstOf(broken.map(({ failure }) => failure)), identity);
  return evaluate({
    subject,
    example: formatFinding(example.value).split('\n')[0] ?? '',
    missing: example.value.missing,
    server: identity ? nameOf(identity) : accessTo(label).where,
    kind: identity?.kind,
    works: items.filter(({ view }) => view.ok).map(({ item }) => item),
    broken,
  });
}

/** Returns the most telling failure: a source that fails says more than a missing source. */
const worstOf = (failures: readonly Failure[]): Failure =>
  failures.find(({ kind }) => kind !== 'no-source') ??
  failures[0] ?? { kind: 'not-found', what: 'anything to ask' };

async function read(area: Area, name: string, time: LocalTime): Promise<Result<Finding, Failure>> {
  const screen = area.screens[name];
  const shown = screen && 'operation' in screen ? screen.operation : undefined;
  const operation = area.operations.find((candidate) => candidate.name === shown);
  if (!operation) return err({ kind: 'not-found', what: name });
  return map(await operation.call({}), (answer) => answer.format(time));
}

async function explainFailure(
  dependencies: Dependencies,
  failure: Failure,
  identity?: Identity,
): Promise<CheckResult> {
  const service = 'service' in failure ? failure.service : dependencies.area.info.label;
  const access = dependencies.accessTo(service);
  const certificate = access.url && (await dependencies.certificateOf(access.url));
  const { says, next } = explain({ failure, access, certificate, now: dependencies.time.now() });
  const who = identity ? `${nameOf(identity)}: ` : '';
  return fail(dependencies.subject, `${who}${says}`, next);
}

interface Facts {
  readonly subject: string;
  /** The first line of the text a person would get. */
  readonly example: string;
  readonly missing: string | undefined;
  readonly server: string;
  readonly kind: string | undefined;
  readonly works: readonly string[];
  readonly broken: readonly { readonly item: string; readonly failure: Failure }[];
}

function evaluate(facts: Facts): CheckResult {
  const { subject, example, missing, server, works, broken, kind } = facts;
  const what = works.length > 0 ? `; ${works.join(', ')} work` : '';
  const doNotWork =
    broken.length > 0 ? `; ${broken.map(({ item }) => item).join(', ')} do not` : '';
  const says = `"${example}" from ${server}${what}${doNotWork}`;
  const missingRight = MISSING_RIGHTS.find(({ sign }) => sign.test(missing ?? ''));
  if (missingRight) return fail(subject, `${says}: ${missing}`, missingRight.next);
  if (kind === 'unknown')
    return warn(subject, `${says}: ${missing ?? 'all of it is a best guess'}`, CONFIGURE_TOOLS);
  if (missing !== undefined) return warn(subject, `${says}: ${missing}`, READ_LOG);
  const answered = broken.filter(({ failure }) => failure.kind !== 'no-source');
  return answered.length > 0 ? warn(subject, says, READ_LOG) : pass(subject, says);
}

function nameOf({ name, version, kind }: Identity): string {
  const who = [name || 'a server without a name', version].filter(Boolean).join(' ');
  if (kind === 'unknown') return `${who}, an unknown server`;
  return kind === 'contract'
    ? `${who} (implements the sms-relay contract)`
    : `${who} (known as ${kind})`;
}

/** Signs that a source leaves data out because it lacks rights. */
const MISSING_RIGHTS: readonly { readonly sign: RegExp; readonly next: string }[] = [
  {
    sign: /VM\.Audit/,
    next: 'Proxmox, Datacenter, Permissions, Add, API Token Permission: path /, role PVEAuditor. A token with privilege separation has none of the rights of its user.',
  },
];

const CONFIGURE_TOOLS =
  'Name in RELAY_CONFIG the tool for each item (README, "Connect your backends"), or the profile of the server.';
const READ_LOG = 'Look into the log of that server; the texts show what is missing, too.';
