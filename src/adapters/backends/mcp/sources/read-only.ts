import type { McpTool } from '../client/tool-list.ts';
import { keepsOpen } from './keeps-open.ts';

/** Words of names that change something. One of them is enough, whatever the tool says about itself. */
const CHANGES: ReadonlySet<string> = new Set(
  `abort accept acknowledge activate add adopt allow append apply approve archive assign attach
   authorize backup ban block boot buy call cancel change clean cleanup clear clone close commit configure
   connect convert copy cordon create cycle deactivate delete deliver deny deploy destroy detach disable
   disconnect discard dismiss downgrade download drain drop edit eject email empty enable enforce erase
   evict exec execute expand export extend fire flush force forget format forward generate grant halt
   hibernate import inject insert install invoke isolate kick kill launch lock locate login logout mail
   make manage mark merge migrate modify mount move mute nuke open order pair pause patch pay permit post
   power poweroff print prune publish purge push put quarantine reboot rebuild recreate reconnect
   reconfigure recover refresh register reload remediate remove rename renew replace reply reset resize
   resolve restart restore resume retry revert revoke rid roll rollback rotate run save scale schedule
   send set setup share shred shut shutdown silence sleep spawn start stop submit subscribe suspend swap
   switch sync terminate toggle trigger truncate turn unban unblock uncordon undo uninstall unlock
   unmount unquarantine unset unsubscribe update upgrade upload wake wipe write`.split(/\s+/),
);

/** A name of two parts may read in one and do anything in the other. */
const JOINS = /^(?:and|or|then)$/;

/** A word that says that a tool reads. */
export const READS =
  /^(?:list|get|show|fetch|read|search|find|query|describe|view|inspect|explain|check|status|health|summary|overview|top|ls|enumerate|recent|count)$/;

/** Nouns that a tool reads unless its name begins with them: `pods_log` reads one, `log_visit` writes one. */
const READ = /^(?:logs?|stats|statistics)$/;

/** As the protocol has names; others are meant to be read as something else. */
const NAME = /^[\w./-]{1,128}$/;
/** Names of servers that do without the protocol's rule: words with single blanks or colons between them. */
const LOOSE_NAME = /^(?=.{1,128}$)[\w./:-]+(?: [\w./:-]+){0,7}$/;

/** `listVmsOfNode`, `list_vms_of_node` and `list-vms.of-node` are the same words. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Is true for a tool that declares that it changes something. */
export const declaresChange = ({ annotations }: McpTool): boolean =>
  annotations?.readOnlyHint === false || annotations?.['destructiveHint'] === true;

/**
 * Is true for a tool that seems to only read: by its name and arguments, and nothing it declares against that.
 * Enough to call a tool of an unknown server with arguments of ours, but not with those of a model.
 */
export function isReadOnly(tool: McpTool): boolean {
  return NAME.test(tool.name) && reads(tool, (words) => words.some(isReadingWord));
}

/**
 * The same of a tool that has no verb in its name, if it says so itself. Its description proves nothing.
 * Nothing that stays open is called unasked.
 */
export function mayBeAsked(tool: McpTool): boolean {
  const declaresRead = tool.annotations?.readOnlyHint === true;
  const words = wordsOf(tool.name);
  return (
    LOOSE_NAME.test(tool.name) &&
    reads(tool, (name) => declaresRead || name.some(isReadingWord), withoutNoun(words)) &&
    !keepsOpen(tool, words)
  );
}

/** `get_deploy` gets deployments, and deploys nothing; `alerts_open` are alerts that are open. */
const withoutNoun = (words: readonly string[]): readonly string[] =>
  words.filter((word, at) => {
    const [before = '', after = ''] = [words[at - 1], words[at + 1]];
    if (word === 'open') return !OPENED.test(before) && !OPENED.test(after);
    return word !== 'deploy' || after !== '' || !/^(?:get|list|describe|show)$/.test(before);
  });

const OPENED = /^(?:alerts?|alarms?|incidents?|issues|findings|tickets)$/;

/** By the place of the word in the name. */
const isReadingWord = (word: string, at: number): boolean =>
  READS.test(word) || (at > 0 && READ.test(word));

function reads(
  tool: McpTool,
  looksIt: (words: readonly string[]) => boolean,
  words = wordsOf(tool.name),
): boolean {
  return (
    !declaresChange(tool) &&
    looksIt(words) &&
    !words.some((word) => CHANGES.has(word) || JOINS.test(word))
  );
}
