import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** One folder for all workers of a run, so that the first that needs the bundle builds it for the others too. */
const folder = inject('builtRelay');

/** The bundle that is shipped, built from the present sources. */
export const MAIN = join(folder, 'dist/main.js');

/** The code that its processes have compiled, for the next ones. */
export const COMPILE_CACHE = join(folder, 'compile-cache');

function build(): void {
  cpSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  execFileSync('npm', ['run', '--silent', 'build'], {
    cwd: ROOT,
    env: { ...process.env, OUT: join(folder, 'built') },
  });
  renameSync(join(folder, 'built/main.js'), join(folder, 'built/bundle.js'));
  writeFileSync(
    join(folder, 'built/main.js'),
    `import { enableCompileCache } from 'node:module';
enableCompileCache(${JSON.stringify(COMPILE_CACHE)});
await import('./bundle.js');
`,
  );
  renameSync(join(folder, 'built'), join(folder, 'dist'));
}

/** Returns true in the first worker that needs the bundle. */
function isFirst(): boolean {
  try {
    mkdirSync(join(folder, 'lock'));
    return true;
  } catch {
    return false;
  }
}

while (!existsSync(MAIN)) {
  if (isFirst()) {
    try {
      build();
    } catch (cause) {
      rmSync(join(folder, 'lock'), { recursive: true }); // the next one shows why it cannot be built
      throw cause;
    }
  } else await sleep(50);
}
