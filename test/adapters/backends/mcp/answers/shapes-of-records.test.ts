import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';

const read = async (text: string) => {
  const answer = await readAnswer({ content: [{ type: 'text', text }] });
  return answer.ok ? answer.value : answer.error;
};

describe('one object of JSON to a line', () => {
  test('is one record', async () => {
    expect(await read('{"a":1}\n{"a":2}\n')).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test('stays beside the records when it sums them up', async () => {
    expect(await read('{"a":1}\n{"a":2}\n{"summary":{"total":9}}')).toEqual({
      items: [{ a: 1 }, { a: 2 }],
      summary: { total: 9 },
    });
  });

  test('is nothing of the kind when a line is broken', async () => {
    const text = '{"a":1}\n{"a":2\n{"a":3}';
    expect(await read(text)).not.toEqual([{ a: 1 }, { a: 3 }]);
  });
});

describe('markers of what others wrote', () => {
  test('are taken off data and texts', async () => {
    const value = '<untrusted_siem_data>Root login</untrusted_siem_data>';
    expect(await read(JSON.stringify([{ title: value }]))).toEqual([{ title: 'Root login' }]);
    expect(await read(`<untrusted-content source="x">[{"a":1}]</untrusted-content>`)).toEqual([
      { a: 1 },
    ]);
  });

  test('are no other tags', async () => {
    const title = '<script>alert(1)</script>';
    expect(await read(JSON.stringify([{ title }]))).toEqual([{ title }]);
  });
});

describe('rows under the names of their columns', () => {
  test('are records', async () => {
    const table = {
      columns: ['id', { name: 'state' }],
      rows: [
        [1, 'up'],
        [2, null],
      ],
      total: 5,
    };
    expect(await read(JSON.stringify({ result: { table } }))).toEqual({
      table: {
        rows: [
          { id: 1, state: 'up' },
          { id: 2, state: null },
        ],
        total: 5,
      },
    });
  });

  test('stay as they are when they are of other widths', async () => {
    const table = { columns: ['id', 'state'], rows: [[1, 'up'], [2]] };
    expect(await read(JSON.stringify(table))).toEqual(table);
  });
});

describe('coloured dots', () => {
  test('say the state of a thing with facts below', async () => {
    expect(
      await read('✅ **fjord**\n  • CPU: 18%\n\n❌ **fell**\n  • CPU: 0%\n\n🟡 **f**\n  • CPU: 1%'),
    ).toEqual([
      { name: 'fjord', status: 'Running', CPU: '18%' },
      { name: 'fell', status: 'down', CPU: '0%' },
      { name: 'f', CPU: '1%' },
    ]);
  });

  test('say what the legend says, and nothing else', async () => {
    const text = '🟢 **a**\n  • Node: n\n\n🔴 **b**\n  • Node: n\n\nLegend: 🟢 running  🟡 paused';
    expect(await read(text)).toEqual([
      { name: 'a', status: 'running', Node: 'n' },
      { name: 'b', Node: 'n' },
    ]);
  });

  test('say less than words', async () => {
    expect(await read('🟢 **a**\n  • Status: paused')).toEqual([{ name: 'a', Status: 'paused' }]);
  });
});

describe('lines with a dot and dashes', () => {
  test('are records', async () => {
    expect(
      await read('🔴 ap-shed — U6 Pro — 192.168.1.9 — unreachable\n🟢 web (101) - running - 2 GB'),
    ).toMatchObject([
      { name: 'ap-shed', model: 'U6 Pro', ip: '192.168.1.9', status: 'unreachable' },
      { name: 'web', id: '101', status: 'running' },
    ]);
  });

  test('stand under headings that say what they are', async () => {
    const text =
      '# Network\n\n## Access points (1)\n🟢 ap — online\n\n**Switches (1)**\n🔴 sw — offline';
    expect(await read(text)).toMatchObject({
      'Access points': [{ name: 'ap', status: 'online' }],
      Switches: [{ name: 'sw', status: 'offline' }],
    });
  });

  test('are not all where a heading counts more', async () => {
    expect(await read('## Access points (3)\n🟢 ap — online')).toMatchObject({ truncated: true });
  });

  test('belong to what their heading names', async () => {
    expect(await read('Node pve1:\n🟢 a — running\n\nNode pve2:\n🔴 b — stopped')).toMatchObject([
      { name: 'a', node: 'pve1' },
      { name: 'b', node: 'pve2' },
    ]);
  });
});

describe('numbered blocks of pairs, as routers print them', () => {
  const LEGEND = 'Flags: X - disabled, R - running; \n       D - dynamic\n';

  test('are records', async () => {
    const text =
      ' 0   name="ether1" mac-address=AA:BB:CC:00:00:01 running=true comment="x \\"y\\""\n 1   name="ether2"\n     running=false';
    expect(await read(text)).toEqual([
      { name: 'ether1', 'mac-address': 'AA:BB:CC:00:00:01', running: 'true', comment: 'x "y"' },
      { name: 'ether2', running: 'false' },
    ]);
  });

  test('have the flags of the legend', async () => {
    const text = `${LEGEND} 0  R  ;;; to the shed\n       name="ether1" mtu=1500\n 1  X D name="ether2"\n`;
    expect(await read(text)).toEqual([
      {
        ...{ disabled: 'false', running: 'true', dynamic: 'false', comment: 'to the shed' },
        ...{ name: 'ether1', mtu: '1500' },
      },
      { disabled: 'true', running: 'false', dynamic: 'true', name: 'ether2' },
    ]);
  });

  test('stand under their labels', async () => {
    const text = 'INTERFACES:\n\n 0  R  name="ether1"\n\nDHCP leases:\n\n 0   address=10.0.0.2\n';
    expect(await read(text)).toEqual({
      INTERFACES: [{ name: 'ether1' }],
      'DHCP leases': [{ address: '10.0.0.2' }],
    });
  });
});

describe('a line with a dot is no record', () => {
  test.for([
    '🟢 3 online — 🔴 1 offline',
    '🟢 Online: 3 — Offline: 1',
    '✅ All systems — operational',
    '🔴 Total — 4',
    '🟢 5 devices — online',
  ])('in %s', async (line) => {
    expect(await read(`${line}\n🟢 a — online\n🔴 b — offline`)).toMatchObject([
      { name: 'a' },
      { name: 'b' },
    ]);
  });
});

test('a line with a dot that is not understood leaves its list without an end', async () => {
  expect(await read('🟢 a — online\n🔴 b\n🟢 101 web1 — online')).toMatchObject({
    items: [{ name: 'a' }, { name: '101 web1' }],
    truncated: true,
  });
});

test('a numbered line without pairs leaves a print without an end', async () => {
  expect(await read(' 0  R  name="ether1"\n 1  ether2 up\n')).toMatchObject({ truncated: true });
});
