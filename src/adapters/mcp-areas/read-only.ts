import type { Tool } from '../mcp-client/tool-list.ts';

/** Words of names that change something. One of them is enough, whatever the tool says about itself. */
const CHANGES: ReadonlySet<string> = new Set(
  `abort accept acknowledge activate add adopt allow append apply approve archive assign attach
   authorize backup ban block boot call cancel change clean cleanup clear clone close commit configure
   connect convert copy cordon create cycle deactivate delete deny deploy destroy detach disable
   disconnect dismiss downgrade download drain drop edit eject enable enforce evict exec execute expand
   export extend flush force forget format generate grant halt hibernate import inject insert install
   invoke isolate kick kill launch lock locate login logout manage mark merge migrate modify mount move
   mute nuke open pause patch permit post power prune publish purge push put quarantine reboot rebuild
   recreate reconnect reconfigure recover refresh register reload remove rename renew replace reset
   resize resolve restart restore resume retry revert revoke roll rollback rotate run save scale schedule
   send set setup shred shut shutdown silence sleep spawn start stop submit suspend switch sync
   terminate toggle trigger truncate unban unblock uncordon undo uninstall unlock unmount unquarantine
   unset update upgrade upload wake wipe write`.split(/\s+/),
);

const READS =
  /^(?:list|get|show|fetch|read|search|find|query|describe|view|inspect|check|status|health|summary|overview|top|ls|enumerate|recent|count)$/;

const SAYS_IT_READS =
  /^(?:lists?|gets?|returns?|shows?|fetch(?:es)?|retrieves?|reads?|displays?|provides?|finds?|search(?:es)?|enumerates?|all|an? (?:list|overview|summary))\b/i;

/** `listVmsOfNode`, `list_vms_of_node` and `list-vms.of-node` are the same words. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** Whether a tool of an unknown server may be called unasked: it must say that it reads, and not look otherwise. */
export function isReadOnly({ name, description = '', annotations }: Tool): boolean {
  const words = wordsOf(name);
  if (words.some((word) => CHANGES.has(word))) return false;
  if (annotations?.readOnlyHint !== undefined) return annotations.readOnlyHint;
  if (annotations?.['destructiveHint'] === true) return false;
  return words.some((word) => READS.test(word)) || SAYS_IT_READS.test(description.trim());
}
