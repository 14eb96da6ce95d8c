const HEADER = /^\s*To\s{2,}Action\s{2,}From\s*$/m;
const STATUS = /^Status: (\w+)$/m;
const NUMBER = /^\[ *(\d{1,4})\] +/;
const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 500;

/** Reads firewall rules as ufw prints them, numbered or not, with its status and the comments of rules. */
export function parseRuleTable(text: string): unknown {
  const header = HEADER.exec(text);
  if (!header) return undefined;
  const below = text.slice(header.index + header[0].length).split('\n', MAX_LINES);
  const status = STATUS.exec(text.slice(0, header.index))?.[1];
  return { ...(status !== undefined && { status }), rules: below.flatMap(ruleIn) };
}

function ruleIn(line: string): readonly object[] {
  const bare = line.slice(0, MAX_LINE_LENGTH).trim();
  const [, id] = NUMBER.exec(bare) ?? [];
  const [columns = '', comment] = bare.replace(NUMBER, '').split(/\s+# /, 2);
  const [to, action, from] = columns.split(/\s{2,}/);
  const [verb = '', direction = 'in'] = action?.toLowerCase().split(' ') ?? [];
  if (to === undefined || from === undefined || !/^[a-z]+$/.test(verb)) return [];
  const name = comment?.trim() || to;
  return [{ ...(id !== undefined && { id }), name, action: verb, direction, to, from }];
}
