/** The content of the page. All of it is our own text; nothing comes from outside. */
interface Card {
  readonly service: string;
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Renders a small page for people who open the address in a browser. */
export const infoPage = ({ service, endpoints }: Card): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${service}</title>
<style>
  :root { color-scheme: light dark; --ink: #1c2733; --soft: #5b6b7c; --paper: #f6f7f9; --card: #fff; --line: #e3e8ee; }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e7edf4; --soft: #93a3b5; --paper: #10161d; --card: #18212b; --line: #263340; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
    background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
  main { width: 100%; max-width: 30rem; background: var(--card); border: 1px solid var(--line);
    border-radius: 1rem; padding: 1.75rem; }
  h1 { margin: 0; font-size: 1.35rem; letter-spacing: -0.01em; }
  p { margin: 0.4rem 0 1.4rem; color: var(--soft); }
  dl { margin: 0; display: grid; gap: 0.9rem; }
  dt { font: 600 0.9rem ui-monospace, monospace; }
  dd { margin: 0; color: var(--soft); }
</style>
</head>
<body>
<main>
<h1>${service}</h1>
<p>Text a phone number, get the state of your homelab.</p>
<dl>
${Object.entries(endpoints)
  .map(([name, meaning]) => `<div><dt>${name}</dt><dd>${meaning}</dd></div>`)
  .join('\n')}
</dl>
</main>
</body>
</html>
`;
