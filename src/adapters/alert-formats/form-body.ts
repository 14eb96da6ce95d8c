const DISPOSITION = /^content-disposition:[^\n]{0,200}[; ]name="([^"\n]{1,100})"/im;
const FORM = /^[\w.%+*~-]+=[^\s]*$/;
const MAX_FIELDS = 100;

/** Reads a `multipart/form-data` or urlencoded form by its text; `undefined` when it is none. */
export function readForm(text: string): ReadonlyMap<string, string> | undefined {
  if (text.startsWith('--') && DISPOSITION.test(text.slice(0, 1000))) return readMultipart(text);
  return FORM.test(text) ? new Map([...new URLSearchParams(text)].slice(0, MAX_FIELDS)) : undefined;
}

function readMultipart(text: string): ReadonlyMap<string, string> {
  const [boundary = ''] = text.split(/\r?\n/, 1);
  const fields = new Map<string, string>();
  for (const part of text.split(boundary).slice(1, MAX_FIELDS)) {
    const body = /\r?\n\r?\n/.exec(part);
    const [, name] = DISPOSITION.exec(part.trimStart().slice(0, 1000)) ?? [];
    if (!body || name === undefined) continue;
    fields.set(name, part.slice(body.index + body[0].length).replace(/\r?\n$/, ''));
  }
  return fields;
}
