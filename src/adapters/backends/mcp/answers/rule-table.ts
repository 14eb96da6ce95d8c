const HEADER = 'To Action From';
const STATUS = 'Status: ';
const NUMBER = /^\[ {0,4}(\d{1,4})\] /;
const COMMENT = ' # ';
const MAX_LINES = 2000;
const MAX_LINE_LENGTH = 500;

/** Reads firewall rules as ufw prints them, numbered or not, with its status and the comments of rules. */
export function parseRuleTable(text: string): unknown {
  const lines = text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH).trim());
  const header = lines.findIndex((line) => columnsOf(line).join(' ') === HEADER);
  if (header < 0) return undefined;
  const status = lines.slice(0, header).find((line) => line.startsWith(STATUS));
  return {
    ...(status !== undefined && { status: status.slice(STATUS.length) }),
    rules: lines.slice(header + 1).flatMap(ruleIn),
  };
}

const columnsOf = (line: string): readonly string[] =>
  line
    .split('  ')
    .map((column) => column.trim())
    .filter(Boolean);

function ruleIn(line: string): readonly object[] {
  const [, id] = NUMBER.exec(line) ?? [];
  const bare = line.replace(NUMBER, '');
  const end = bare.indexOf(COMMENT);
  const [to, action, from] = columnsOf(end < 0 ? bare : bare.slice(0, end));
  const [verb = '', direction = 'in'] = action?.toLowerCase().split(' ') ?? [];
  if (to === undefined || from === undefined || !/^[a-z]+$/.test(verb)) return [];
  const name = end < 0 ? to : bare.slice(end + COMMENT.length).trim();
  return [{ ...(id !== undefined && { id }), name, action: verb, direction, to, from }];
}
