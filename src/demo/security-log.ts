import type { LogLine } from '../areas/security/security.ts';
import { latestSlots } from './log-schedule.ts';
import type { DemoWorld } from './world-at.ts';

const EVERY_MS = 97_000;

type Words = readonly [level: LogLine['level'], source: string, message: string];

/** One cycle of ordinary log lines. Like real logs, they contain colours, accents and worse. */
const ROUND: readonly Words[] = [
  ['info', 'sshd', 'Accepted publickey for anna from 192.168.1.29 port 50122'],
  ['warning', 'sshd', 'Failed password for invalid user admin from 203.0.113.66 port 40112'],
  ['info', 'crowdsec', 'ban 203.0.113.66 for 4h: crowdsecurity/ssh-bf'],
  ['info', 'nginx-proxy', '200 GET /web/index.html plex.home.example'],
  ['info', 'vaultwarden', 'anna logged in from 192.168.1.36'],
  ['warning', 'nginx-proxy', '404 GET /wp-login.php from 198.51.100.77'],
  ['info', 'firewall', 'block in on wan: 198.51.100.77 -> 203.0.113.7 tcp 23'],
  ['info', 'pihole', 'gravity updated, 184211 domains on the list'],
  ['info', 'wireguard', 'handshake with annas-iphone'],
  ['error', 'docker-host', '\u001b[31mERROR\u001b[0m backup of photos: disk quota reached'],
  ['info', 'sudo', 'jonas : COMMAND=/usr/bin/apt upgrade'],
  ['info', 'home-assistant', 'Jörgs Händy 📱 ist zu Hause'],
  ['warning', 'truenas', 'ada3: 2 reallocated sectors'],
  ['info', 'sshd', 'Disconnected from user anna 192.168.1.29 port 50122'],
  ['info', 'crowdsec', 'unban 192.0.2.14: decision expired'],
  ['info', 'firewall', 'block in on wan: 192.0.2.14 -> 203.0.113.7 udp 5060'],
  ['info', 'cron', 'restic-nightly: 4.1 GiB added, no errors'],
  ['warning', 'nextcloud', 'Trusted domain error from 192.0.2.90'],
  ['info', 'certbot', 'certificate home.example is good for 61 days'],
  ['info', 'nginx-proxy', '304 GET /static/app.js grafana.home.example'],
  ['info', 'pihole', 'blocked telemetry.example for living-room-tv'],
  ['warning', 'firewall', 'port scan from 198.51.100.9, 212 ports in 10s'],
  ['info', 'crowdsec', 'ban 198.51.100.9 for 24h: crowdsecurity/iptables-scan'],
  ['info', 'unattended-upgrades', 'pve1: 3 packages upgraded'],
  ['info', 'kernel', 'usb 2-1: new SuperSpeed device found'],
];

/** Returns the last lines of the log, newest first: one of each kind, with the present fault on top. */
export function logAt(world: DemoWorld): LogLine[] {
  const lines = latestSlots(world, ROUND.length, EVERY_MS).flatMap(({ at, number }) => {
    const words = ROUND[number % ROUND.length];
    return words ? [{ at: world.iso(at), ...toLine(words) }] : [];
  });
  const { isOn, since } = world.incident('critical-alert');
  if (!isOn) return lines;
  const intrusion = toLine(['error', 'sshd', 'Accepted password for root from 198.51.100.23']);
  return [{ at: world.iso(since), ...intrusion }, ...lines];
}

const toLine = ([level, source, message]: Words) => ({ level, source, message });
