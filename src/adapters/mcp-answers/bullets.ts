const MOST_LINES = 10_000;

/** Nobody writes longer lines for the eye; patterns take their time with what others send. */
const LONGEST_LINE = 300;

/** `• Status: ONLINE` or `  - Status: ONLINE`, whatever decorates it. */
const FACT = /^\s*(?:[•*·]|(?<=\s)-)\s*\**([A-Za-z][\w ()%/-]*?)\**\s*:\s*(.*)$/;

type Facts = Record<string, string>;

/** Things written for the eye: a name, and facts about it in bullets below. */
export function parseBullets(text: string): readonly Facts[] | undefined {
  const things: Facts[] = [];
  let title = '';
  let facts: Facts | undefined;

  for (const whole of text.split('\n', MOST_LINES)) {
    const line = whole.slice(0, LONGEST_LINE);
    const [, key, value = ''] = FACT.exec(line) ?? [];
    if (key === undefined) {
      if (line.trim() === '') continue;
      title = plain(line);
      facts = undefined;
      continue;
    }
    if (!facts) {
      facts = titled(title);
      things.push(facts);
    }
    facts[key.trim()] = plain(value);
  }
  return things.length > 0 ? things : undefined;
}

/** `opnsense (ID: 100)`: the name, and what stands in brackets behind it. */
function titled(title: string): Facts {
  const [, name = title, id] = /^(.*?)\s*\(ID:\s*(\w+)\)$/i.exec(title) ?? [];
  const facts: Facts = { name: name.replace(/^[A-Z]\w*:\s+/, '') };
  return id === undefined ? facts : { ...facts, id };
}

/** Without emoji, asterisks and tags like `[vm]`. */
const plain = (text: string): string =>
  text
    .replaceAll(/\p{Extended_Pictographic}|\ufe0f|\u200d|\*/gu, '')
    .trim()
    .replace(/^(?:\[[a-z]+\]\s*)+/, '');
