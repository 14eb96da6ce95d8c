import { expect, test } from 'vitest';
import { parseProbe } from '../../src/cli/parse-probe.ts';

test.for([
  [[], 'needs the address or the command of a server'],
  [['--area', 'garden', 'http://a'], '--area must be one of network, proxmox, k8s, security'],
  [['--loud', 'http://a'], 'has no option --loud'],
  [['--area'], '--area needs a value'],
  [['http://a', 'b'], 'takes one address, not also b'],
] as const)('the words %j are refused', ([words, error]) => {
  expect(parseProbe(words)).toEqual({ ok: false, error });
});

test('what stands behind a command is its own, options too', () => {
  const words = ['--area', 'k8s', '--env', 'A', '--env', 'B', 'npx', '--yes', 'x', '--area', 'q'];
  expect(parseProbe(words)).toEqual({
    ok: true,
    value: {
      ...{ area: 'k8s', env: ['A', 'B'] },
      target: { kind: 'stdio', command: 'npx', args: ['--yes', 'x', '--area', 'q'] },
    },
  });
});
