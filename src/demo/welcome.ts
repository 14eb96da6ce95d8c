/** What to do next, in three lines: a page, a terminal, a command. */
export const welcome = (address: string): string =>
  [
    `sms-relay demo: an imaginary homelab and three phones, open on ${address}/phone`,
    `In a terminal:  make phone, or curl ${address}/phone -d Body=menu`,
    'Try menu, 2, v, plex, ? (Ctrl-C stops it)',
    '',
  ].join('\n');
