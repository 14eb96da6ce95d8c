import type { RecordCompletion } from '../approvals/note-done.ts';
import { type Area, toKnownEntries } from '../areas/shared/area.ts';
import type { ExpectedOff, Inventory } from '../areas/shared/inventory.ts';
import { findByName } from '../areas/shared/search.ts';
import type { Clock } from '../core/clock.ts';
import { describeFailure } from '../core/describe-failure.ts';
import type { Failure } from '../core/failure.ts';
import { normalise } from '../menu/commands.ts';
import { quoteName } from '../operation/quote-name.ts';
import { type Caller, mayChange } from '../people/caller.ts';
import type { Sender } from './replies.ts';

interface Dependencies {
  readonly areas: readonly Area[];
  readonly inventory: Inventory;
  readonly noteDone: RecordCompletion;
  readonly clock: Clock;
}

/** Answers `ok off win11-test`, `ok off win11-test no` and `ok off`; `undefined` when a text is none of these. */
export type ExpectOff = (sender: Sender, body: string) => Promise<string> | undefined;

const COMMAND = /^ok(?:ay)? off(?: (.+?)( no)?)?$/;

/** Subjects that normally run, and can be marked as expected to be off. */
const MAY_BE_OFF = /^(?:proxmox\/guest|k8s\/deployment|network\/device)\//;

const MAX_LISTED = 8;

export function createExpectOff(dependencies: Dependencies): ExpectOff {
  const { areas, inventory, noteDone, clock } = dependencies;

  /** The changes start at the same moment, so that they and the audit entry are committed together. */
  async function change(
    caller: Caller,
    entries: readonly ExpectedOff[],
    { isOff, words }: { readonly isOff: boolean; readonly words: string },
  ): Promise<void> {
    const subjects = entries.map(({ subject }) => subject);
    await Promise.all([
      ...entries.map((entry) =>
        isOff ? inventory.expectOff(entry) : inventory.expectOn(entry.subject),
      ),
      noteDone(caller, { action: 'ok_off', input: { isOff, subjects }, words }),
    ]);
  }

  async function expectOff(sender: Sender, name: string): Promise<string> {
    const { entries, failures } = await findByName(areas, name, clock);
    const found = toKnownEntries(entries).filter(({ subject }) => MAY_BE_OFF.test(subject));
    const exact = found.filter((entry) => normalise(entry.name) === name);
    const meant = exact.length > 0 ? exact : found;
    const [first] = meant;
    if (!first) return unknown(name, failures, sender);
    const names = [...new Set(meant.map((entry) => entry.name))];
    if (names.length > 1) return `Which? Text ok off and one of: ${list(names)}.`;
    const word = quoteName(first.name);
    const words = `${word} may be off`;
    const all = meant.map(({ subject }) => ({ subject, name: first.name }));
    await change(sender.caller, all, { isOff: true, words });
    return `${words}. Undo: ok off ${word} no`;
  }

  function unknown(name: string, failures: readonly Failure[], { time }: Sender): string {
    const silent = failures.map((failure) => describeFailure(failure, time));
    return [`No guest, deployment or device is called ${quoteName(name)}.`, ...silent].join('\n');
  }

  /** Searches the list itself, so that a thing that no longer exists can be removed as well. */
  async function expectOn(caller: Caller, name: string): Promise<string> {
    const meant = inventory.listExpectedOff().filter((entry) => isCalled(entry, name));
    const [first] = meant;
    if (!first) return `${quoteName(name)} was not on the list. ${listAll()}`;
    const words = `${quoteName(first.name)} should run again`;
    await change(caller, meant, { isOff: false, words });
    return `${words}.`;
  }

  function listAll(): string {
    const names = [...new Set(inventory.listExpectedOff().map(({ name }) => name))];
    if (names.length === 0) return 'Nothing may be off. Text ok off and a name to allow it.';
    return `May be off: ${list(names)}. Undo: ok off, the name and no.`;
  }

  async function carryOut(sender: Sender, [, name, no]: readonly string[]): Promise<string> {
    if (name === undefined) return listAll();
    if (!mayChange(sender.caller))
      return 'This number may only look: operators say what may be off.';
    const words = name.replaceAll('"', '');
    return no === undefined ? expectOff(sender, words) : expectOn(sender.caller, words);
  }

  return (sender, body) => {
    const command = COMMAND.exec(normalise(body));
    return command ? carryOut(sender, command) : undefined;
  };
}

const isCalled = (entry: ExpectedOff, name: string): boolean =>
  [entry.name, quoteName(entry.name)].some((word) => normalise(word).replaceAll('"', '') === name);

function list(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).map(quoteName).join(', ');
  return names.length > MAX_LISTED ? `${shown}, ${names.length - MAX_LISTED} more` : shown;
}
