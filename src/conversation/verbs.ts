/** Words for an action, and the actions they may mean: the first possible one is taken. */
export interface Verb {
  readonly phrases: readonly string[];
  readonly verbs: readonly string[];
}

const verb = (phrases: string, ...verbs: readonly string[]): Verb => ({
  phrases: phrases.split('|'),
  verbs,
});

/** `stop` means a clean shutdown; cutting the power needs its own words. A guest reboots where a deployment restarts. */
export const VERBS: readonly Verb[] = [
  verb('reboot|reset|bounce|power cycle|powercycle|reload|cold boot', 'reboot', 'restart', 'cycle'),
  verb('restart|re-start|rollout restart|roll out|rollout|redeploy', 'restart', 'reboot'),
  verb(
    'shutdown|shut down|stop|turn off|switch off|power down|halt|shut off|put down|take down|spin down',
    'shutdown',
  ),
  verb(
    'power off|poweroff|kill|force stop|force off|hard stop|force shutdown|pull the plug on',
    'stop',
    'delete',
  ),
  verb(
    'start|start up|power on|poweron|turn on|switch on|boot|boot up|launch|wake|wake up|bring up|bring back|spin up|fire up|power up',
    'start',
  ),
  verb('scale|resize', 'scale'),
  verb('delete|remove|destroy', 'delete'),
  verb('block', 'block', 'ban'),
  verb('unblock|allow|let in|let back in', 'unblock', 'unban'),
  verb('ban|blacklist|blocklist', 'ban', 'block'),
  verb('unban|pardon', 'unban', 'unblock'),
  verb('kick|kick off|kick out|disconnect|reconnect|deauth', 'kick'),
  verb('cycle', 'cycle'),
];
