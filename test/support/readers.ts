import type { z } from 'zod';
import { readReport } from '../../src/adapters/alert-formats/read-report.ts';
import { parseAddressLines } from '../../src/adapters/backends/mcp/answers/address-lines.ts';
import { parseBullets } from '../../src/adapters/backends/mcp/answers/bullets.ts';
import { parseChainRules } from '../../src/adapters/backends/mcp/answers/chain-rules.ts';
import { parseCsv } from '../../src/adapters/backends/mcp/answers/csv.ts';
import { parseDotLines } from '../../src/adapters/backends/mcp/answers/dot-lines.ts';
import {
  parseFactBlocks,
  parseFactLines,
} from '../../src/adapters/backends/mcp/answers/fact-lines.ts';
import { parseHeadedFacts } from '../../src/adapters/backends/mcp/answers/headed-facts.ts';
import { parseJailStatus } from '../../src/adapters/backends/mcp/answers/jail-status.ts';
import { parseJsonLines } from '../../src/adapters/backends/mcp/answers/json-lines.ts';
import { parseLogLines } from '../../src/adapters/backends/mcp/answers/log-lines.ts';
import { parseMarkdownTable } from '../../src/adapters/backends/mcp/answers/markdown-table.ts';
import { stripMarkers } from '../../src/adapters/backends/mcp/answers/markers.ts';
import { parseOutline } from '../../src/adapters/backends/mcp/answers/parse-outline.ts';
import { parseText, TooMuchData } from '../../src/adapters/backends/mcp/answers/parse-text.ts';
import { parsePrintBlocks } from '../../src/adapters/backends/mcp/answers/print-blocks.ts';
import { parsePrintTable } from '../../src/adapters/backends/mcp/answers/print-table.ts';
import { parseNumbered, parseProse } from '../../src/adapters/backends/mcp/answers/prose.ts';
import { readAnswer } from '../../src/adapters/backends/mcp/answers/read-answer.ts';
import { isVoid, unreadinessIn } from '../../src/adapters/backends/mcp/answers/readiness.ts';
import { remarkIn, remarkOn } from '../../src/adapters/backends/mcp/answers/remarks.ts';
import { parseRuleTable } from '../../src/adapters/backends/mcp/answers/rule-table.ts';
import { complaintIn, complaintOf } from '../../src/adapters/backends/mcp/answers/soft-error.ts';
import { parseSyslog } from '../../src/adapters/backends/mcp/answers/syslog.ts';
import { parseTable } from '../../src/adapters/backends/mcp/answers/table.ts';
import { parseThingLines } from '../../src/adapters/backends/mcp/answers/thing-lines.ts';
import { unwrap } from '../../src/adapters/backends/mcp/answers/unwrap.ts';
import { describeThrown } from '../../src/adapters/backends/mcp/client/call-error.ts';
import {
  callableAmong,
  candidatesFor,
} from '../../src/adapters/backends/mcp/sources/candidates.ts';
import { checkShape } from '../../src/adapters/backends/mcp/sources/check-shape.ts';
import { CONTRACT } from '../../src/adapters/backends/mcp/sources/contract.ts';
import { expandBans } from '../../src/adapters/backends/mcp/sources/expand-bans.ts';
import { assumeFacts, fillFacts } from '../../src/adapters/backends/mcp/sources/fill-facts.ts';
import { at, findList } from '../../src/adapters/backends/mcp/sources/find-list.ts';
import { findOwnList } from '../../src/adapters/backends/mcp/sources/find-own-list.ts';
import { readFirewallState } from '../../src/adapters/backends/mcp/sources/firewall-state.ts';
import { idsIn } from '../../src/adapters/backends/mcp/sources/read-details.ts';
import { isReadOnly } from '../../src/adapters/backends/mcp/sources/read-only.ts';
import {
  flattenTree,
  peelRecord,
  recordsByKey,
  recordsInGroups,
} from '../../src/adapters/backends/mcp/sources/record-shapes.ts';
import { readDuration } from '../../src/adapters/backends/vendor-records/duration.ts';
import {
  readClusterEvent,
  readClusterNode,
  readDeployment,
  readNodeUsage,
  readPod,
  readService,
} from '../../src/adapters/backends/vendor-records/k8s.ts';
import { kubectlTable } from '../../src/adapters/backends/vendor-records/kubectl-table.ts';
import {
  readClient,
  readDevice,
  readNetworkAlert,
  readUplink,
} from '../../src/adapters/backends/vendor-records/network.ts';
import { readPodLog } from '../../src/adapters/backends/vendor-records/pod-log.ts';
import { readPort } from '../../src/adapters/backends/vendor-records/ports.ts';
import {
  readGuest,
  readProxmoxNode,
  readQuorum,
} from '../../src/adapters/backends/vendor-records/proxmox.ts';
import { readList } from '../../src/adapters/backends/vendor-records/read-list.ts';
import { recordReader } from '../../src/adapters/backends/vendor-records/record-reader.ts';
import {
  readLogLine,
  readRule,
  readSecurityAlert,
} from '../../src/adapters/backends/vendor-records/security.ts';
import { isModest } from '../../src/adapters/backends/vendor-records/size.ts';
import type { Read } from '../../src/adapters/backends/vendor-records/skip.ts';
import {
  readBytes,
  readFlag,
  readNumber,
  readPercent,
  readTime,
  readTotal,
} from '../../src/adapters/backends/vendor-records/units.ts';
import { parseJson } from '../../src/adapters/http-client/parse-json.ts';
import { parseReply as readReply } from '../../src/approvals/parse-reply.ts';
import {
  addressedQuestion,
  isPlainQuestion,
  isSentence,
} from '../../src/assistant/question-detection.ts';
import { createRedactor } from '../../src/assistant/redact.ts';
import { sanitizeAnswer } from '../../src/assistant/sanitize-answer.ts';
import { bestTools } from '../../src/assistant/tool-provider.ts';
import { createUntrustedWrapper } from '../../src/assistant/untrusted-data.ts';
import { BUDGETS } from '../../src/channels/channel-budget.ts';
import { fitReply } from '../../src/channels/fit-reply.ts';
import { editEnv } from '../../src/cli/setup/env-text.ts';
import { withoutKeys } from '../../src/cli/setup/without-keys.ts';
import { readMcpFile } from '../../src/config/mcp-servers.ts';
import { readJson } from '../../src/config/read-json.ts';
import { secretArgs } from '../../src/config/secret-args.ts';
import { parseChangeRequests } from '../../src/conversation/parse-change-request.ts';
import { parsePhoneNumber } from '../../src/core/phone-number.ts';
import { wrapText } from '../../src/doctor/wrap-text.ts';
import { readAnswer as readTwiml } from '../../src/emulators/twilio/read-answer.ts';
import { twiml } from '../../src/http/twiml.ts';
import { describeError } from '../../src/log/describe-error.ts';
import { createLogRedactor } from '../../src/log/redact.ts';
import { normalise, pathOf } from '../../src/menu/commands.ts';
import { readEveryday } from '../../src/menu/everyday.ts';
import { findNearMisses } from '../../src/menu/near-misses.ts';
import { subjectsOf } from '../../src/menu/question-subject.ts';
import { toPlain } from '../../src/sms/plain.ts';
import { FakeClock } from './fake-clock.ts';
import { NO_SOURCES } from './no-sources.ts';

const clock = new FakeClock();
const mask = createRedactor(['supersecretvalue', 'another-secret']);
const conceal = createLogRedactor({
  secrets: ['"quoted" secret', 'hunter2'],
  numbers: ['+15551234567'],
});
const server = {
  service: 'Proxmox',
  source: 'test',
  tools: () => Promise.reject(new Error('nobody asks')),
  callTool: () => Promise.reject(new Error('nobody asks')),
};
const tool = (text: string) => ({ name: text, description: text });

const report = (body: string): unknown =>
  readReport({ source: 'house', body, query: {}, now: Date.UTC(2026, 0) });

/** A reader that throws when there is too much to read. */
const refusing =
  (read: (text: string) => unknown) =>
  (text: string): unknown => {
    try {
      return read(text);
    } catch (cause) {
      if (cause instanceof TooMuchData) return undefined;
      throw cause;
    }
  };

/** Whatever reads a text of somebody else. */
export const TEXT_READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'an answer of an MCP server': (text) => readAnswer({ content: [{ type: 'text', text }] }),
  'an answer of an MCP server in many texts': (text) =>
    readAnswer({ content: text.split('\n', 30_000).map((line) => ({ type: 'text', text: line })) }),
  'an error of an MCP server': (text) =>
    readAnswer({ isError: true, content: [{ type: 'text', text }] }),
  'an error of a connection': (text) => describeThrown(new Error(text)),
  parseText: refusing(parseText),
  parseChainRules,
  parseCsv,
  parseFactBlocks,
  parseFactLines,
  parseAddressLines,
  parseHeadedFacts,
  parseLogLines,
  parseThingLines,
  parseMarkdownTable,
  parseNumbered,
  parseProse,
  parseDotLines,
  parseJsonLines,
  parsePrintBlocks,
  parsePrintTable,
  stripMarkers,
  'a remark': (text) => [remarkIn(3, [text]), remarkOn(3, text.split('\n'))],
  parseOutline,
  parseTable,
  parseSyslog,
  parseJailStatus,
  parseRuleTable,
  parseBullets,
  parseJson,
  complaintOf,
  readPodLog,
  readDuration,
  readNumber,
  readPercent,
  readBytes,
  readTotal,
  readTime,
  readFlag,
  'the name of a tool': (text) => [
    isReadOnly(tool(text)),
    candidatesFor('pods', callableAmong([tool(text)])),
  ],
  'tools for a question': (text) => bestTools([tool(text)], text, 3),
  'an argument of a tool': (text) => fillFacts({ a: '$name', b: text }, { name: text }),
  'a path into data': (text) => at({ a: 1 }, text),
  'words for the menu': (text) => pathOf(normalise(text)),
  'an everyday text': (text) => readEveryday(normalise(text), false),
  'a wish in human words': (text) => parseChangeRequests(normalise(text)),
  'what a sentence may be about': (text) => subjectsOf(normalise(text)),
  'a text with a misspelt word': (text) =>
    findNearMisses(normalise(text), { words: ['restart'], names: ['nextcloud', text] }),
  'an answer to a question for a code': readReply,
  addressedQuestion,
  isPlainQuestion,
  isSentence,
  parsePhoneNumber,
  toPlain,
  'a page of a reply': (text) => fitReply({ body: text, footer: 'B)ack' }, BUDGETS.sms),
  'a later page of a reply': (text) =>
    fitReply({ body: text }, BUDGETS.sms, { part: 'all', at: text.length / 2 }),
  twiml,
  'what Claude says': (text) => sanitizeAnswer(text, mask),
  'what Claude is shown': (text) => createUntrustedWrapper(mask)('tool', text),
  mask,
  'a line of the log': conceal,
  'an error in the log': (text) => describeError(new Error(text), conceal),
  'a file of servers': (text) => readMcpFile(text, NO_SOURCES),
  'a value in a file of servers': (text) =>
    readMcpFile(JSON.stringify({ mcpServers: { a: { command: text, args: [text] } } }), NO_SOURCES),
  'JSON of the configuration': readJson,
  'arguments of a program': (text) => secretArgs([text, '--token', text], new Set([text])),
  'a file of the environment': (text) => editEnv(text, new Map([['A', '1']])),
  'a setting that is shown': (text) => withoutKeys(`https://host/${text}`),
  'the report of a monitoring tool': report,
  'a value in the report of a monitoring tool': (text) =>
    report(JSON.stringify({ title: text, subject: text, message: text, url: text, key: text })),
  'the message of a monitor': (msg) =>
    report(JSON.stringify({ heartbeat: null, monitor: null, msg })),
  'conditions in JSON that they break': (text) =>
    report(`{"source":"gatus","name":"a","state":"TRIGGERED","conditions":"❌ - "${text}"}`),
  'words in a terminal': wrapText,
  'an answer to a webhook': (body) => readTwiml({ status: 200, contentType: 'text/xml', body }),
};

const RECORD_READERS: Readonly<Record<string, Read<unknown>>> = {
  readPod,
  readClusterNode,
  readNodeUsage,
  readDeployment,
  readService,
  readClusterEvent,
  readDevice,
  readClient,
  readNetworkAlert,
  readProxmoxNode,
  readGuest,
  readSecurityAlert,
  readLogLine,
  readRule,
  readPort,
  kubectlTable,
};

const shapes = Object.entries(CONTRACT).flatMap(([area, questions]) =>
  Object.entries<{ readonly shape: z.ZodType }>(questions).map(
    ([name, { shape }]) => [`${area} ${name}`, shape] as const,
  ),
);

const listOf = (data: unknown): readonly unknown[] => (Array.isArray(data) ? data : [data]);

/** Whatever reads data of somebody else. */
export const DATA_READERS: Readonly<Record<string, (data: unknown) => unknown>> = {
  ...Object.fromEntries(
    Object.entries(RECORD_READERS).flatMap(([name, read]) => [
      [name, (data: unknown) => read(data, 0)],
      [
        `a list, by ${name}`,
        (data: unknown) => readList(listOf(data), { from: server, clock, what: 'things', read }),
      ],
    ]),
  ),
  'structured data of an MCP server': (data) =>
    readAnswer({ structuredContent: { result: data }, content: [] }),
  'all facts': (data) => recordReader(data)?.text('a.b', 'key-1.a', 'spec.a'),
  'a record with what is assumed of it': (data) => assumeFacts({ type: 'vm' }, data),
  'how many': (data) => isModest(data, 100_000),
  unwrap,
  complaintIn,
  'a list of pods': (data) => [findList(data, ['pods']), findOwnList(data, 'pods')],
  'a list whose tool tells no other': (data) =>
    findOwnList(data, 'pods', { isOwn: true, groupedBy: 'namespace' }),
  'records by their keys': (data) => [recordsByKey(data, true), recordsByKey(data, false)],
  'records in groups': (data) => recordsInGroups(data, undefined),
  'records in records': (data) => [flattenTree(listOf(data)), peelRecord(data)],
  'bans in a record': (data) => expandBans(data, { name: 'list_bans' }),
  'ids and nothing else': (data) => idsIn(listOf(data)),
  'whether a firewall is on': readFirewallState,
  'what is not ready': (data) => [unreadinessIn(data), isVoid(data)],
  'a list somewhere': (data) => findList(data, [], 'items.pods'),
  'a quorum': (data) => readQuorum(listOf(data)),
  'an uplink': (data) => readUplink(listOf(data)),
  ...Object.fromEntries(
    shapes.map(([name, shape]) => [
      `${name} of the contract`,
      (data: unknown) => checkShape(data, shape, { server, clock, tool: name }),
    ]),
  ),
};
