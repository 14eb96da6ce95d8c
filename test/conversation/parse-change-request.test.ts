import { expect, test } from 'vitest';
import { parseChangeRequests } from '../../src/conversation/parse-change-request.ts';
import { normalise } from '../../src/menu/commands.ts';

const first = (text: string) => {
  const [wish] = parseChangeRequests(normalise(text));
  return wish && [wish.verbs[0], wish.target];
};

test.for<readonly [string, string, string | undefined]>([
  ['reboot plex', 'reboot', 'plex'],
  ['Can you restart plex, please?', 'restart', 'plex'],
  ['plex reboot', 'reboot', 'plex'],
  ['turn off plex', 'shutdown', 'plex'],
  ['turn plex off', 'shutdown', 'plex'],
  ['please shut down the nas now', 'shutdown', 'nas'],
  ['stop plex', 'shutdown', 'plex'],
  ['kill plex', 'stop', 'plex'],
  ['power off plex', 'stop', 'plex'],
  ['power on win11-test', 'start', 'win11-test'],
  ['switch the tv on', 'start', 'tv'],
  ['scale sonarr to 0', 'scale', 'sonarr to 0'],
  ['unblock kids-ipad', 'unblock', 'kids-ipad'],
  ['ban 203.0.113.66 for 1h', 'ban', '203.0.113.66'],
  ['kubectl delete pod sonarr', 'delete', 'pod sonarr'],
  ['reboot it', 'reboot', undefined],
  ['reboot', 'reboot', undefined],
])('%s is a wish', ([text, verb, target]) => {
  expect(first(text)).toEqual([verb, target]);
});

test.for([
  'plex',
  'why did plex restart',
  'did plex reboot?',
  'what restarted plex',
  "don't restart plex",
  'do not stop plex',
  'never reboot plex',
  'is plex being shut down',
  'how do i restart plex',
  '',
  'please',
  `restart ${'very '.repeat(20)}slow plex`,
])('%s wants nothing done', (text) => {
  expect(parseChangeRequests(normalise(text))).toEqual([]);
});
