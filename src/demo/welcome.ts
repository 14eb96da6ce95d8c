/** What to do next, in three lines, one of them a command that texts the demo. */
export const welcome = (address: string): string =>
  [
    `sms-relay demo: an imaginary homelab, open on ${address}`,
    `Text it:  curl ${address}/phone -d Body=menu`,
    'Then try: Body=2, Body=v, Body=plex, Body=? (Ctrl-C stops it)',
    '',
  ].join('\n');
