const MAX_TEXT_LENGTH = 4000;
const MAX_SAID_LENGTH = 300;
const MAX_NAME_LENGTH = 60;

/**
 * Returns what the description of a tool says about one of its arguments: the line of it in a documentation comment
 * (`:param kind: ...`, `kind (str): ...`), and what an empty value means (`name="" lists all`, `an empty name lists all`).
 */
export function saidOfArgument(name: string, description = ''): string {
  if (!/^\w+$/.test(name) || name.length > MAX_NAME_LENGTH) return '';
  const text = description.slice(0, MAX_TEXT_LENGTH);
  if (!text.includes(name)) return '';
  const said = [documentedAs(name), emptyAs(name)].flatMap((pattern) => {
    const [, words = ''] = pattern.exec(text) ?? [];
    return words === '' ? [] : [words.slice(0, MAX_SAID_LENGTH).trim()];
  });
  return said.join('. ');
}

const documentedAs = (name: string): RegExp =>
  new RegExp(
    `(?:^|\\n)[ \\t]*(?::param (?:\\w+ )?|[-*] )?["'\`]{0,2}${name}["'\`]{0,2}(?: \\([^)\\n]{0,40}\\))? ?: ?([^\\n]+)`,
  );

/** Up to the next argument, or to the end of the sentence. */
const emptyAs = (name: string): RegExp =>
  new RegExp(
    `((?:\\b${name} ?= ?(?:""|'')|\\b(?:empty|blank) ["'\`]?${name}\\b)(?:(?! (?:and|or) \\w+ ?=)[^.;\\n]){0,80})`,
    'i',
  );
