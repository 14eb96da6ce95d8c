import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkReplaceable, readIfThere, replaceFile } from '../../../src/cli/setup/env-file.ts';

const root = mkdtempSync(join(tmpdir(), 'env-file-'));
afterAll(() => rmSync(root, { recursive: true }));

const MODULE = join(import.meta.dirname, '../../../src/cli/setup/env-file.ts');
let folders = 0;

function folder(): string {
  folders += 1;
  const path = join(root, String(folders));
  mkdirSync(path);
  return path;
}

test('a file is replaced whole, for its owner only, and nothing else is left behind', () => {
  const place = folder();
  const path = join(place, '.env');
  writeFileSync(path, 'A=0\n');
  chmodSync(path, 0o644);
  expect(replaceFile(path, 'A=1\n')).toMatchObject({ ok: true });
  expect(readFileSync(path, 'utf8')).toBe('A=1\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(place)).toEqual(['.env']);
});

test.for(['there', 'not there yet'])(
  'what a link leads to is replaced (%s), the link stays',
  (is) => {
    const [place, other] = [folder(), folder()];
    const [path, target] = [join(place, '.env'), join(other, 'relay.env')];
    if (is === 'there') writeFileSync(target, 'A=0\n');
    symlinkSync(`../${other.split('/').at(-1)}/relay.env`, path);
    expect(replaceFile(path, 'A=1\n')).toMatchObject({ ok: true });
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('A=1\n');
  },
);

test('a disk that is full loses nothing', () => {
  const place = folder();
  const path = join(place, '.env');
  writeFileSync(path, 'A=0\n');
  const script = `import { replaceFile } from ${JSON.stringify(MODULE)};
    console.log(JSON.stringify(replaceFile(${JSON.stringify(path)}, 'x'.repeat(9000))));`;
  // No file may grow beyond a kilobyte.
  const { stdout } = spawnSync(
    'bash',
    ['-c', 'ulimit -f 1; exec "$0" --input-type=module -e "$1"', process.execPath, script],
    { encoding: 'utf8' },
  );
  expect(stdout).toMatch(/^\{"ok":false,.*EFBIG/);
  expect(readFileSync(path, 'utf8')).toBe('A=0\n');
  expect(readdirSync(place)).toEqual(['.env']);
});

test('a folder that is not there is told before anything is asked', () => {
  const path = join(root, 'nowhere', '.env');
  expect(checkReplaceable(path)).toMatchObject({ ok: false });
  expect(replaceFile(path, '')).toMatchObject({ ok: false });
  expect(checkReplaceable(join(folder(), '.env'))).toMatchObject({ ok: true });
});

test('no file is no trouble, a folder in its place is', () => {
  const place = folder();
  expect(readIfThere(join(place, '.env'))).toEqual({ ok: true, value: undefined });
  expect(readIfThere(place)).toEqual({
    ok: false,
    error: `${place} is a folder, not a file: docker creates one when the file to mount is missing`,
  });
});

test('the mark that some editors begin a file with is not part of its first name', () => {
  const path = join(folder(), '.env');
  writeFileSync(path, '\uFEFFPORT=1\n');
  expect(readIfThere(path)).toEqual({ ok: true, value: 'PORT=1\n' });
});
