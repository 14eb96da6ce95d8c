import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the bundle that tests start. */
    readonly builtRelay: string;
  }
}

let folder: string;

/** Runs before all tests. */
export function setup({ provide }: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'relay-'));
  provide('builtRelay', folder);
}

/** Runs after all tests. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
