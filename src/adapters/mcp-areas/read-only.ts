import type { Tool } from '../mcp-client/tool-list.ts';

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

const READS =
  /^(?:list|get|show|fetch|read|search|find|query|describe|view|inspect|explain|check|status|health|summary|overview|top|ls|enumerate|recent|count)$/;

/** What a tool reads, unless the name begins with it: `pods_log` reads one, `log_visit` writes one. */
const READ = /^(?:logs?|stats|statistics)$/;

/** As the protocol has names; others are meant to be read as something else. */
const NAME = /^[\w./-]{1,128}$/;

/** `listVmsOfNode`, `list_vms_of_node` and `list-vms.of-node` are the same words. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Whether a tool says about itself that it changes something. */
export const saysItChanges = ({ annotations }: Tool): boolean =>
  annotations?.readOnlyHint === false || annotations?.['destructiveHint'] === true;

/**
 * Whether a tool looks as if it only read: by its name, by what it takes, and by nothing it says against that.
 * Enough to call a tool of an unknown server with arguments of ours, but not with those of a model.
 */
export function isReadOnly(tool: Tool): boolean {
  const words = wordsOf(tool.name);
  return (
    NAME.test(tool.name) &&
    !saysItChanges(tool) &&
    words.some((word, at) => READS.test(word) || (at > 0 && READ.test(word))) &&
    !words.some((word) => CHANGES.has(word) || JOINS.test(word))
  );
}
