const CHAIN = /^Chain ([\w-]{1,60}) \((?:policy ([A-Z]+)|\d+ references?)/;
const HEADING = /^(?:num {1,6})?(?:pkts {1,6}bytes {1,6})?target {1,12}prot /;
const COMMENT = /\/\* (.{1,200}?) \*\//;
const PORT = /\bdpts?:(\S{1,30})/;
const MAX_LINES = 5000;
const MAX_LINE_LENGTH = 500;
const MAX_COLUMNS = 12;

type Row = Readonly<Record<string, string>>;

/** Reads the rules of the chains of a packet filter, as iptables lists them. */
export function parseChainRules(text: string): unknown {
  const lines = text.split('\n', MAX_LINES).map((line) => line.slice(0, MAX_LINE_LENGTH).trim());
  if (!lines.some((line) => CHAIN.test(line)) || !lines.some((line) => HEADING.test(line))) {
    return undefined;
  }
  const rules: Row[] = [];
  let chain = '';
  let columns: readonly string[] = [];
  for (const line of lines) {
    const name = CHAIN.exec(line)?.[1];
    if (name !== undefined) chain = name;
    else if (HEADING.test(line)) columns = line.split(/ +/, MAX_COLUMNS);
    else if (line !== '') rules.push(ruleIn(line, columns, chain));
  }
  return { rules, ...(lines.length === MAX_LINES && { truncated: true }) };
}

function ruleIn(line: string, columns: readonly string[], chain: string): Row {
  const cells = line.split(/ +/);
  const facts = Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? '']));
  const [comment, port] = [COMMENT.exec(line)?.[1], PORT.exec(line)?.[1]];
  return {
    ...{ chain, action: facts['target'] ?? '', protocol: facts['prot'] ?? '' },
    ...{ source: facts['source'] ?? '', destination: facts['destination'] ?? '' },
    ...(port !== undefined && { destination_port: port }),
    ...(comment !== undefined && { comment }),
  };
}
