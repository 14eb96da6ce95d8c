import { describe, expect, test } from 'vitest';
import { memoryUnitOf } from '../../../../../src/adapters/backends/mcp/sources/memory-unit.ts';
import { phone } from './phone-with-tools.ts';

const machine = { name: 'web', state: 'running', uuid: 'u-1' };

/** The line of a machine's memory, as told by a tool with that description. */
async function memoryOf(facts: object, description = 'List machines.'): Promise<string> {
  const { says } = phone('proxmox', {
    list_domains: [{ description }, () => [{ ...machine, ...facts }]],
  });
  return /RAM .*/.exec((await says('web')) ?? '')?.[0] ?? 'nothing of RAM';
}

describe('the memory of a machine', () => {
  test.for<readonly [told: string, facts: object]>([
    ['RAM ? of 8G', { max_memory_kb: 8_388_608 }],
    ['RAM ? of 8G', { memory_kib: 8_388_608 }],
    ['RAM ? of 4G', { memory_mb: 4096 }],
    ['RAM ? of 8G', { max_memory: 8_388_608, memory_unit: 'KiB' }],
    ['RAM 2G of 8G', { memory_used_mb: 2048, memory_total_mb: 8192 }],
    ['RAM ? of 8G', { memory_mb: 8192, max_memory_mb: 8192 }],
    ['RAM 2G of 8G', { memory_used: 2_147_483_648, memory_total: 8_589_934_592 }],
  ])('is %s where its names say the unit', async ([told, facts]) => {
    expect(await memoryOf(facts)).toBe(told);
  });

  test.for<object>([
    { memory: 8_388_608 },
    { max_memory: 8_388_608 },
    { max_memory: 16_777_216, memory: 8_388_608 },
    { maxMem: 8192, memory: 4096 },
    { memory_total: 67_108_864 },
    { memory_used: 4_194_304 },
  ])('is not told where nothing says the unit: %o', async (facts) => {
    expect(await memoryOf(facts)).toMatch(/^(?:RAM \? of \?|nothing of RAM)$/);
  });

  test.for([
    'List domains. Memory is given in KiB.',
    'List domains with their memory (kilobytes) and state.',
    'List domains.\n\nmax_memory: maximum memory in kB',
  ])('is told in the unit of the description: %s', async (description) => {
    const facts = { max_memory: 8_388_608, memory: 4_194_304 };
    expect(await memoryOf(facts, description)).toMatch(/^RAM (?:\?|4G) of 8G$/);
  });

  test('is told in no unit where a description names several', () => {
    expect(memoryUnitOf('Memory in KiB, of the host memory in bytes.')).toBeUndefined();
    expect(memoryUnitOf('Lists the memory of machines in the lab.')).toBeUndefined();
  });
});

test('a host without a known unit shows how full its memory is', async () => {
  const { says } = phone('proxmox', {
    list_hosts: () => [
      { name: 'oak', status: 'online', memory_used: 16_777_216, memory_total: 67_108_864 },
    ],
  });
  expect(await says('2d')).toContain('RAM 25%');
});
