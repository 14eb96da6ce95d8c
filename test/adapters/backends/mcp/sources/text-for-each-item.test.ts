import { expect, test } from 'vitest';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';
import { ToolAnswer } from '../../../../../src/adapters/backends/mcp/answers/tool-answer.ts';
import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import { err, ok } from '../../../../../src/core/result.ts';
import { FakeClock } from '../../../../support/fake-clock.ts';
import { phoneOn } from './phone-on-area.ts';

const pod = (namespace: string, name: string, status = 'Running') => ({ name, namespace, status });

/** Lists the pods of each namespace in a text for each of them. */
function phoneOver(namespaces: Readonly<Record<string, readonly object[]>>) {
  const tools = [
    { name: 'list-namespaces' },
    {
      name: 'list-pods',
      inputSchema: { properties: { namespace: { type: 'string' } }, required: ['namespace'] },
    },
  ];
  const names = Object.keys(namespaces).map((name) => ({ name }));
  const asked: string[] = [];
  const server: ToolServer = {
    ...{ service: 'K8s', source: 'unknown' },
    tools: async () => ok({ serverName: 'x', tools }),
    async callTool(name, args) {
      const { namespace = '' } = { ...args } as { readonly namespace?: string };
      if (name === 'list-pods') asked.push(namespace);
      const items = name === 'list-namespaces' ? names : (namespaces[namespace] ?? []);
      const content = items.map((it) => ({ type: 'text', text: JSON.stringify(it) }));
      const data = await readAnswer(ToolAnswer.parse({ content }));
      return data.ok ? data : err({ ...data.error, service: 'K8s' });
    },
  };
  return { asked, ...phoneOn('k8s', server, new FakeClock()) };
}

test('of one item the text is that item, and of none there is no text', async () => {
  const { says, asked } = phoneOver({
    media: [pod('media', 'plex-0')],
    home: [pod('home', 'dns-0'), pod('home', 'mqtt-0', 'Pending')],
    spare: [],
  });
  const pods = await says('3p');
  expect(pods).toContain('3 pods');
  expect(pods).not.toMatch(/maybe not all|no answer/);
  expect(asked.toSorted()).toEqual(['home', 'media', 'spare']);
});

test('one that is alike no other, and an answer without content alone, tell nothing', async () => {
  const odd = phoneOver({
    media: [{ name: 'plex', namespace: 'media', owner: 'kim' }],
    home: [pod('home', 'dns-0'), pod('home', 'mqtt-0')],
  });
  expect(await odd.says('3p')).toContain('no answer about pods of media');
  const none = phoneOver({ home: [] });
  expect(await none.says('3p')).not.toMatch(/no pods|\b0 pods/);
});
