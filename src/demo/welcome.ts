/** Returns the three lines printed at the start of the demo. */
export const welcome = (address: string): string =>
  [
    `sms-relay demo: an imaginary homelab and three phones, open on ${address}/phone`,
    `In a terminal:  make phone, or curl ${address}/phone -d Body=menu`,
    'Try menu, 2, v, plex, ? (Ctrl-C stops it)',
    '',
  ].join('\n');
