import { hide, type SecretPattern, VALUE } from './hide.ts';

/** Programs that take a password by a one-letter option. The value may follow the letter without a space. */
const BY_LETTER: readonly (readonly [programs: string, option: string])[] = [
  ['redis-cli|valkey-cli|keydb-cli', 'a'],
  [
    'mysql\\w{0,20}|mariadb(?:-\\w{1,20})?|sshpass|(?:docker|podman|nerdctl|helm|oras|az|skopeo|buildah)\\b[^\\n]{0,40} login|mongo\\w{0,12}|cqlsh|7za?|rar|unrar|drush|ftp',
    'p',
  ],
  ['mosquitto_\\w{3}|ipmitool|unzip|zip|sqlcmd', 'P'],
  ['snmp\\w{2,10}', '[cAX]'],
  ['ldap\\w{2,12}', 'w'],
  ['openssl', 'k'],
  ['plink|pscp|psftp', 'pw'],
  ['curl', 'u'],
];

/** Secrets in command lines, and in configuration files without colons. */
export const COMMAND_PATTERNS: readonly SecretPattern[] = [
  ...BY_LETTER.map(([programs, option]) =>
    hide(`((?<![\\w-])(?:${programs})\\b[^\\n]{0,200}?[ \\t]-${option}[ \\t]?)(${VALUE})`, 'g'),
  ),
  // the second of two options, since the match of the first one ended the search
  hide(
    `((?<![\\w-])snmp\\w{2,10}\\b[^\\n]{0,200}[ \\t]-[cAX][ \\t]?)(?!\\[secret\\])(${VALUE})`,
    'g',
  ),
  hide(`(\\bcurl\\b[^\\n]{0,200}? --(?:proxy-)?user[ =])(${VALUE})`),
  hide(`([ \\t]-U[ \\t]?["']?[^\\s%"']{1,80}%)(${VALUE})`, 'g'),
  hide(`([ \\t]/p:)(${VALUE})`),
  hide(`(\\bhtpasswd[ \\t]+-\\w{0,6}b\\w{0,6}[ \\t]+\\S{1,200}[ \\t]+\\S{1,80}[ \\t]+)(${VALUE})`),
  hide(`(\\bwpa_passphrase[ \\t]+\\S{1,60}[ \\t]+)(${VALUE})`),
  hide(`(\\bnet[ \\t]+user[ \\t]+\\S{1,60}[ \\t]+(?!/))(${VALUE})`),
  hide(
    `(["' \\t]\\w{1,32}:)([^\\s"'|:]{1,200})(?=["']?[ \\t]{0,9}\\|[ \\t]{0,9}(?:sudo )?chpasswd)`,
  ),
  hide(
    `(^[ \\t]{0,40}(?:set )?(?:requirepass|masterauth|bindpw|rootpw|wpa-psk|wep-key|psk|r[ow]community6?|snmp-server community|enable password|enable secret|key-string|shared-secret)[ \\t]+(?:[05789][ \\t]+)?)(${VALUE})`,
    'gim',
  ),
  hide(`(\\bcom2sec6?[ \\t]+\\S{1,60}[ \\t]+\\S{1,60}[ \\t]+)(${VALUE})`),
  hide(`(\\bcreateUser[ \\t]+\\S{1,60}[ \\t]+(?:MD5|SHA[\\d-]{0,4})[ \\t]+)(${VALUE})`),
  hide(`(\\b(?:AES|DES)[\\d-]{0,4}[ \\t]+)("[^"\\n]{1,200}"|'[^'\\n]{1,200}')`, 'g'),
  hide(`(\\b(?:secret|password)[ \\t]+[05789][ \\t]+)(${VALUE})`),
  hide(`(\\blogin[ \\t]+\\S{1,60}\\s{1,20}password[ \\t]+)(${VALUE})`),
  hide(`(\\bsnmp-server community )(${VALUE})`),
  hide(`(^[^\\s:]{1,200}:(?:\\d{1,5}|\\*):[^\\s:]{1,80}:[^\\s:]{1,80}:)([^\\s:]{4,200})$`, 'gm'),
  hide(`(\\bWIFI:[^\\n]{0,100}?[;:]P:)([^;\\n]{1,100})`),
];
