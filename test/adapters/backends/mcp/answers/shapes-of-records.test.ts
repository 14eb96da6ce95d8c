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
