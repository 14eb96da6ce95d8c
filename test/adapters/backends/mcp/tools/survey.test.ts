import { describe, expect, test } from 'vitest';
import type { ToolList } from '../../../../../src/adapters/backends/mcp/client/tool-list.ts';
import { selectTools } from '../../../../../src/adapters/backends/mcp/tools/select-tools.ts';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { AREA_OF, load } from '../sources/recording.ts';

const SURVEY = Object.entries(AREA_OF);

const listOf = (server: string): ToolList => ({ serverName: server, tools: load(server).tools });

const namesOf = (tools: ToolList['tools']): readonly string[] => tools.map(({ name }) => name);

/** Names in lines that can be read. */
function inLines(names: readonly string[]): string {
  const lines = [''];
  for (const name of names) {
    const line = lines.at(-1) ?? '';
    if (line.length + name.length > 110) lines.push(name);
    else lines[lines.length - 1] = line === '' ? name : `${line} ${name}`;
  }
  return lines.map((line) => `    ${line || '(none)'}`).join('\n');
}

function describeLending(server: string, area: AreaName): string {
  const list = listOf(server);
  const { external, doubtful } = selectTools(list, { area });
  const kept = list.tools.filter((tool) => !external.includes(tool) && !doubtful.includes(tool));
  return [
    `${server}: lends ${external.length} of ${list.tools.length} tools`,
    `  lent:\n${inLines(namesOf(external))}`,
    `  not lent unless the owner lists them:\n${inLines(namesOf(doubtful))}`,
    `  not lent, and not suggested:\n${inLines(namesOf(kept))}`,
  ].join('\n');
}

test('for every server of the survey a person can read what is lent and what is not', async () => {
  const all = SURVEY.map(([server, area]) => describeLending(server, area)).join('\n\n');
  await expect(`${all}\n`).toMatchFileSnapshot('survey.txt');
});

const CHANGING =
  /(?:^|[_-])(?:delete|remove|create|update|set|restart|reboot|start|stop|shutdown|exec|execute|apply|scale|block|unblock|ban|unban|reset|kill|drain|cordon|patch|run|migrate|clone|rollback|send|confirm|url)(?:[_-]|$)/;

describe('whatever a server of the survey offers', () => {
  test.for(SURVEY)('%s lends nothing that changes something, or leads out', ([server, area]) => {
    const { external } = selectTools(listOf(server), { area });
    for (const { name, inputSchema, annotations = {} } of external) {
      expect(name).not.toMatch(CHANGING);
      expect(annotations['destructiveHint'] ?? false).toBe(false);
      expect(annotations.readOnlyHint ?? true).toBe(true);
      expect(Object.keys(inputSchema?.properties ?? {}).join()).not.toMatch(
        /\b(?:url|uri|link|href|endpoint|host|hostname|command|cmd|script|sql|query|path|file)\b/i,
      );
    }
  });

  test.for(SURVEY)('%s lends less when its kind is not known', ([server]) => {
    const { external } = selectTools(listOf(server), { area: 'network', profile: 'generic' });
    expect(external.every(({ annotations }) => annotations?.readOnlyHint)).toBe(true);
  });
});

test('the most used Kubernetes server lends its reads, though it calls all of them open to the world', () => {
  const list = listOf('containers-kubernetes-mcp-server');
  const reads = list.tools.filter(({ annotations }) => annotations?.readOnlyHint);
  expect(reads).toHaveLength(14);
  expect(reads.every(({ annotations }) => annotations?.['openWorldHint'])).toBe(true);
  const { external } = selectTools(list, { area: 'k8s' });
  // Its log of a node is found by a free query.
  expect(namesOf(reads).filter((name) => !namesOf(external).includes(name))).toEqual(['nodes_log']);
});
