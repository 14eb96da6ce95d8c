import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readAnswer } from '../../../../../src/adapters/backends/mcp/answers/read-answer.ts';
import {
  ToolAnswer,
  textsOf,
} from '../../../../../src/adapters/backends/mcp/answers/tool-answer.ts';
import type { ToolServer } from '../../../../../src/adapters/backends/mcp/client/tool-server.ts';
import type { AreaName } from '../../../../../src/config/areas.ts';
import { err, ok } from '../../../../../src/core/result.ts';

const FOLDER = new URL('recorded/', import.meta.url);

/** What a real server once said: its tools, and its answers word by word. */
const Recording = z.object({
  tools: z.array(
    z.looseObject({
      name: z.string(),
      description: z.string().optional(),
      inputSchema: z
        .looseObject({
          properties: z.record(z.string(), z.unknown()).optional(),
          required: z.array(z.string()).optional(),
        })
        .optional(),
      annotations: z.looseObject({ readOnlyHint: z.boolean().optional() }).optional(),
    }),
  ),
  answers: z.array(
    z.object({
      tool: z.string(),
      args: z.record(z.string(), z.unknown()),
      answer: ToolAnswer.optional(),
      error: z.string().optional(),
    }),
  ),
});
export type Recording = z.infer<typeof Recording>;

export const RECORDED = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

/** What each of them tells about. */
export const AREA_OF: Readonly<Record<string, AreaName>> = {
  'ames-unifi-mcp.lazy': 'network',
  'canvrno-proxmoxmcp': 'proxmox',
  'containers-kubernetes-mcp-server': 'k8s',
  'containers-kubernetes-mcp-server.http-yaml-readonly': 'k8s',
  'containers-kubernetes-mcp-server.upstream-down': 'k8s',
  'flux159-mcp-server-kubernetes': 'k8s',
  'flux159-mcp-server-kubernetes.http': 'k8s',
  'frli4797-crowdsec-mcp': 'security',
  'gensecaihq-wazuh-mcp-server': 'security',
  'gilby125-mcp-proxmox': 'proxmox',
  'gilby125-mcp-proxmox.not-elevated': 'proxmox',
  'lucamarien-opnsense-mcp-server': 'security',
  'pproenca-unifi-mcp': 'network',
  'rekklesna-proxmoxmcp-plus': 'proxmox',
  'ry-ops-proxmox-mcp-server': 'proxmox',
  'ry-ops-unifi-mcp-server': 'network',
  'sirkirby-unifi-network-mcp.eager-http': 'network',
  'sirkirby-unifi-network-mcp.lazy-stdio': 'network',
};

/** The servers said all of it within half an hour of this. */
export const RECORDED_AT = Date.parse('2026-11-20T23:45:00Z');

export const load = (name: string): Recording =>
  Recording.parse(JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')));

/** A server that says again what it said when it was recorded, and notes what it is asked. */
export class RecordedServer implements ToolServer {
  readonly source = 'recorded';
  readonly service: string;
  readonly asked: string[] = [];
  readonly #recording: Recording;

  constructor(service: string, recording: Recording) {
    this.service = service;
    this.#recording = recording;
  }

  tools: ToolServer['tools'] = async () => ok(this.#list);

  callTool: ToolServer['callTool'] = async (name, args, { asText = false } = {}) => {
    this.asked.push(name);
    const sample = this.#find(name, args);
    if (sample?.answer === undefined) {
      const cause = sample?.error ?? `nothing recorded for ${name} ${JSON.stringify(args)}`;
      return err({ kind: 'refused', service: this.service, cause });
    }
    if (asText) return ok(textsOf(sample.answer).join('\n'));
    const data = await readAnswer(sample.answer);
    return data.ok ? data : err({ ...data.error, service: this.service });
  };

  get #list() {
    return { serverName: 'recorded', tools: this.#recording.tools };
  }

  /** The same arguments if they were recorded, else fewer of them; how many things at most changes little. */
  #find(name: string, args: object) {
    const ofTool = this.#recording.answers.filter(({ tool }) => tool === name);
    const given: Readonly<Record<string, unknown>> = { ...args };
    const isAlike = ([key, value]: [string, unknown]): boolean =>
      typeof value === 'number'
        ? typeof given[key] === 'number'
        : isDeepStrictEqual(given[key], value);
    return (
      ofTool.find((it) => isDeepStrictEqual(it.args, given)) ??
      ofTool.find((it) => Object.entries(it.args).every(isAlike))
    );
  }
}
