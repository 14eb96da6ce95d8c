import { expect, test } from 'vitest';
import type { Pod } from '../../../src/areas/k8s/k8s.ts';
import { cronJobOf, shortPodNames } from '../../../src/areas/k8s/pod-names.ts';

const pod = (name: string, namespace = 'media'): Pod => ({ name, namespace, status: 'Running' });

test.for<readonly [string, readonly string[], readonly string[]]>([
  ['a deployment', ['kino-6b9c8d7f5-w4t2z'], ['kino']],
  ['a name with hyphens', ['plex-meta-manager-zd8sjl6f8-txnnt'], ['plex-meta-manager']],
  ['a daemon set', ['node-exporter-x7k2p'], ['node-exporter']],
  ['a cron job', ['backup-29012345-x7k2p'], ['backup']],
  ['a stateful set', ['plex-0', 'plex-1'], ['plex-0', 'plex-1']],
  ['a pod by itself', ['my-debug-shell'], ['my-debug-shell']],
  ['words that look like an ending', ['home-proxy', 'web-nginx'], ['home-proxy', 'web-nginx']],
  [
    'two of one deployment',
    ['kino-6b9c8d7f5-w4t2z', 'kino-6b9c8d7f5-bcdfg', 'sonarr-6b9c8d7f5-w4t2z'],
    ['kino-w4t2z', 'kino-bcdfg', 'sonarr'],
  ],
  ['a pod whose short name another has', ['kino', 'kino-6b9c8d7f5-w4t2z'], ['kino', 'kino-w4t2z']],
  ['nothing but an ending', ['w4t2z', '-w4t2z'], ['w4t2z', '-w4t2z']],
])('%s', ([, names, short]) => {
  const pods = names.map((name) => pod(name));
  const nameOf = shortPodNames(pods);
  expect(pods.map(nameOf)).toEqual(short);
});

test('pods of one name in two namespaces are told apart, by their full names if need be', () => {
  const pods = [pod('kino-6b9c8d7f5-w4t2z', 'a'), pod('kino-7b9c8d7f5-w4t2z', 'b')];
  expect(pods.map(shortPodNames(pods))).toEqual(pods.map(({ name }) => name));
});

test.for<readonly [string, string | undefined]>([
  ['restic-nightly-29382711-x2x4b', 'restic-nightly'],
  ['backup-1612345678-x7k2p', 'backup'],
  ['kino-6b9c8d7f5-w4t2z', undefined],
  ['plex-0', undefined],
  ['node-exporter-x7k2p', undefined],
])('%s is a run of the cron job %s', ([name, job]) => {
  expect(cronJobOf(name)).toBe(job);
});
