// Loaded before the relay: makes its time run fast, and kills it at a step of its own. Steps are
// what can be seen from outside: writes to SQLite, statements to PostgreSQL, the response to a text, requests to the
// carrier and to Proxmox; each has a moment before and a moment after. Counting begins with the first
// text, or the first that begins with COUNT_FROM.
import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { DatabaseSync, StatementSync } from 'node:sqlite';
import timers from 'node:timers/promises';
import { fastClock } from '../support/fast-clock.ts';
import { stepAtStatements } from './postgres-steps.mjs';

const { STARTED_AT, SPEED } = process.env;
const clock = fastClock(
  Number(STARTED_AT),
  SPEED === undefined ? undefined : Number(SPEED),
  Date.now,
  setTimeout,
);
Date.now = clock.now;
performance.now = clock.steady;
timers.setTimeout = (ms, value) => clock.wait(ms).then(() => value);
syncBuiltinESMExports();

const dieAt = Number(process.env.DIE_AT ?? 0);
const countFrom = process.env.COUNT_FROM ?? '';
let isCounting = false;
let steps = 0;

function step(name) {
  if (!isCounting) return;
  steps += 1;
  if (process.env.TELL_STEPS) process.stderr.write(`step ${steps}: ${name}\n`);
  if (steps !== dieAt) return;
  process.stderr.write(`died at step ${steps}: ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

/** Make a method stop before and after its work, where `name` finds that it is worth a name. */
function stopAround(prototype, method, name) {
  const work = prototype[method];
  prototype[method] = function (...args) {
    const what = name(this, args);
    if (what === undefined) return work.apply(this, args);
    step(`before ${what}`);
    const result = work.apply(this, args);
    step(`after ${what}`);
    return result;
  };
}

const firstWords = (sql) => sql.trim().split(/\s+/).slice(0, 4).join(' ');

// A hundred names of one moment share a commit, whose beginning and end are steps.
const isOfInventory = (sql) => /INTO (?:thing|most_running)\b/.test(sql);

stopAround(StatementSync.prototype, 'run', ({ sourceSQL }, args) => {
  const name = firstWords(sourceSQL);
  isCounting ||= name.startsWith('INSERT INTO inbox (') && String(args[5]).startsWith(countFrom);
  return isOfInventory(sourceSQL) ? undefined : name;
});
stopAround(DatabaseSync.prototype, 'exec', (_database, [sql]) => firstWords(sql));
stopAround(ServerResponse.prototype, 'end', ({ req }) =>
  req.url.startsWith('/sms') ? `the response to ${req.url.split('?')[0]}` : undefined,
);
stopAround(ClientRequest.prototype, 'end', ({ method, path }) =>
  path.startsWith('/2010-04-01/') ? `${method} to the carrier` : undefined,
);

const MOMENTS = {
  create: 'before',
  bodySent: 'after sending',
  headers: 'before hearing of',
  trailers: 'after hearing of',
};

for (const [moment, words] of Object.entries(MOMENTS)) {
  subscribe(`undici:request:${moment}`, ({ request: { method, path } }) => {
    const what = path.startsWith('/api2/') ? path.split('/').at(-1) : undefined;
    if (what === 'resources' || what === 'reboot') step(`${words} ${method} ${what}`);
  });
}

const { DATABASE_URL = '' } = process.env;
if (DATABASE_URL.startsWith('postgres:')) {
  const startCounting = () => {
    isCounting = true;
  };
  stepAtStatements(Number(new URL(DATABASE_URL).port), { step, startCounting, countFrom });
}
