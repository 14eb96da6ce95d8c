import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

/** Run as a worker: loads modules, and reports every regular expression that they build. */
const { files, src } = z.object({ files: z.array(z.string()), src: z.string() }).parse(workerData);

const found: { readonly file: string; readonly pattern: RegExp }[] = [];
let file = '';
const Native = RegExp;

globalThis.RegExp = new Proxy(Native, {
  construct(target, args, newTarget) {
    const pattern: unknown = Reflect.construct(target, args, newTarget);
    if (!(pattern instanceof Native)) throw new TypeError('not a regular expression');
    found.push({ file, pattern });
    return pattern;
  },
});

for (file of files) await import(join(src, file));

file = 'log/concealment.ts';
const { createLogRedactor } = await import('../../src/log/redact.ts');
createLogRedactor({ secrets: ['"quoted\\secret"', 'hunter2', 'a b'], numbers: ['+15551234567'] })(
  '',
);

globalThis.RegExp = Native;
parentPort?.postMessage(found);
