import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';

const read = async (...texts: readonly string[]) => {
  const content = texts.map((text) => ({ type: 'text', text }));
  const answer = await readAnswer({ content });
  return answer.ok ? answer.value : answer.error;
};

describe('rows are read', () => {
  test('from a table in Markdown', async () => {
    const table = '## VMs\n\n| ID | Name | Power |\n|:--|:-:|--:|\n| 7 | **plex** | on |\n';
    expect(await read(table)).toEqual([{ ID: '7', Name: 'plex', Power: 'on' }]);
  });

  test('from several tables, by their headings', async () => {
    const tables =
      '## Nodes\n| A | B |\n|---|---|\n| 1 | 2 |\n\n## VMs (1)\n| A | B |\n|---|---|\n| 3 | 4 |';
    expect(await read(tables)).toEqual({ Nodes: [{ A: '1', B: '2' }], VMs: [{ A: '3', B: '4' }] });
  });

  test('from CSV with values in quotes', async () => {
    expect(await read('id,name,state\n7,"plex, home",running\n8,dns,stopped')).toEqual([
      { id: '7', name: 'plex, home', state: 'running' },
      { id: '8', name: 'dns', state: 'stopped' },
    ]);
  });

  test('from lines of facts', async () => {
    expect(await read('Name: a | Status: up\nName: b | Status: down')).toEqual([
      { Name: 'a', Status: 'up' },
      { Name: 'b', Status: 'down' },
    ]);
  });

  test('from blocks of facts below their names', async () => {
    expect(await read('plex\n  Status: on\n  Node: a\n\ndns\n  Status: off\n  Node: b\n')).toEqual([
      { name: 'plex', Status: 'on', Node: 'a' },
      { name: 'dns', Status: 'off', Node: 'b' },
    ]);
  });

  test('from numbered sentences', async () => {
    expect(
      await read('There are two.\n1. pve1 is online, CPU 12 %, up 3 days\n2. pve2 is offline'),
    ).toMatchObject([
      { name: 'pve1', status: 'online', CPU: '12 %', uptime: '3 days' },
      { name: 'pve2', status: 'offline' },
    ]);
  });

  test('with what a tag and a time say of an alert', async () => {
    expect(
      await read('1. [CRITICAL] Root login from 203.0.113.7 (2026-11-21 11:20)'),
    ).toMatchObject([
      {
        severity: 'CRITICAL',
        time: '2026-11-21 11:20',
        ip: '203.0.113.7',
        message: 'Root login from 203.0.113.7',
      },
    ]);
  });

  test('from a table below a label, and from one in a fence', async () => {
    const table = 'NAME   STATUS\nplex   Running\n';
    expect(await read(`Found 1 pod:\n${table}`)).toEqual([{ NAME: 'plex', STATUS: 'Running' }]);
    expect(await read(`\`\`\`\n${table}\`\`\``)).toEqual([{ NAME: 'plex', STATUS: 'Running' }]);
  });

  test('from JSON below a banner with brackets of its own', async () => {
    expect(await read('Server [beta] ready\n{"a": 1}')).toEqual({ a: 1 });
    expect(await read('Server 2.0', '[{"a": 1}]')).toEqual([{ a: 1 }]);
  });
});

describe('what words say about rows is kept', () => {
  const row = 'NAME  STATUS\nplex  up\n';
  test.for([
    ['how many there are', `${row}\nShowing 1 of 57`, { total: 57 }],
    ['how many more there are', `${row}\n... and 12 more`, { total: 13 }],
    ['how many were found', `Found 3 pods:\n${row}`, { total: 3 }],
    ['that they were cut', `${row}\nOutput truncated`, { truncated: true }],
    ['that there are other pages', `${row}\nPage 1 of 3`, { truncated: true }],
  ] as const)('%s', async ([, text, remark]) => {
    expect(await read(text)).toEqual({ items: [{ NAME: 'plex', STATUS: 'up' }], ...remark });
  });

  test('and nothing is made of words that count something else', async () => {
    expect(await read(`${row}\n2 of 9 CPUs in use`)).toEqual([{ NAME: 'plex', STATUS: 'up' }]);
  });

  test('beside structured data too', async () => {
    const answer = await readAnswer({
      structuredContent: { clients: [{ mac: 'a' }] },
      content: [{ type: 'text', text: 'Showing 1 of 40 clients.' }],
    });
    expect(answer).toEqual({ ok: true, value: { clients: [{ mac: 'a' }], total: 40 } });
  });
});

describe('lines with pictures in front', () => {
  const pods = (count: number) =>
    `📦 ${count} pods in fjord\n\n### media (2)\n✅ sonarr — Running, 1/1 ready, on n-1\n⏳ bazarr — Pending, 0/1 ready`;

  test('are things where they say a state, in sections too', async () => {
    expect(await read(pods(2))).toMatchObject({
      media: [
        { name: 'sonarr', status: 'Running', ready: '1/1', node: 'n-1' },
        { name: 'bazarr', status: 'Pending', ready: '0/1' },
      ],
    });
    expect(await read(pods(2))).not.toHaveProperty('truncated');
  });

  test('are not all of them, where the title counts more', async () => {
    expect(await read(pods(6))).toMatchObject({ truncated: true });
  });

  test('say how many of a thing are ready behind a colon', async () => {
    expect(
      await read(
        '🚀 2 deployments in fjord\n✅ web (home): 1 of 1 ready\n❌ db (home): 0 of 2 ready',
      ),
    ).toMatchObject([
      { name: 'web', ready: '1/1' },
      { name: 'db', ready: '0/2' },
    ]);
  });

  test('are no things without a state', async () => {
    const text =
      '🖥️ Nodes — the cluster of fjord\n💡 Tip: text more\n✅ n-1 — online\n📝 Note — see the manual';
    expect(await read(text)).toEqual({
      items: [expect.objectContaining({ name: 'n-1' })],
      truncated: true,
    });
  });
});

test('columns of a list with wide gaps begin with the name', async () => {
  expect(
    await read('- phone-kai   10.1.1.105  02:90:00:00:00:05  for 9h\n- tv   10.1.1.7  static'),
  ).toMatchObject([
    { name: 'phone-kai', ip: '10.1.1.105', mac: '02:90:00:00:00:05' },
    { name: 'tv', ip: '10.1.1.7' },
  ]);
});
