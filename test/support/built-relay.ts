import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

const folder = mkdtempSync(join(tmpdir(), 'relay-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
execFileSync('npm', ['run', '--silent', 'build'], {
  cwd: ROOT,
  env: { ...process.env, OUT: join(folder, 'dist') },
});

/** The bundle that is shipped, built from the present sources. All its processes share one compile cache. */
export const MAIN = join(folder, 'dist/main.js');

renameSync(MAIN, join(folder, 'dist/bundle.js'));
writeFileSync(
  MAIN,
  `import { enableCompileCache } from 'node:module';
enableCompileCache(${JSON.stringify(join(folder, 'compile-cache'))});
await import('./bundle.js');
`,
);
