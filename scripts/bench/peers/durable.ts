import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { answer, serveForms } from './by-hand.ts';
import { isAllowed, step } from './menu.ts';

/** The lower bound of what is promised: every text is on the disk before it is answered, and a line of log tells of it. */
const folder = mkdtempSync(join(tmpdir(), 'sms-relay-durable-'));
process.on('SIGTERM', () => {
  rmSync(folder, { recursive: true });
  process.exit(0);
});

const database = new DatabaseSync(join(folder, 'texts.db'));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE inbox (
    id INTEGER PRIMARY KEY, sid TEXT NOT NULL UNIQUE, sender TEXT NOT NULL,
    at INTEGER NOT NULL, body TEXT NOT NULL, answer TEXT NOT NULL
  ) STRICT;`);
const insert = database.prepare(
  'INSERT INTO inbox (sid, sender, at, body, answer) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
);

interface Answered {
  readonly sid: string;
  readonly from: string;
  readonly at: number;
  readonly body: string;
  readonly words: string;
  readonly response: ServerResponse;
}

let waiting: Answered[] = [];

/** Commits the texts of one turn of the event loop together, then answers them. */
function commit(): void {
  const texts = waiting;
  waiting = [];
  database.exec('BEGIN IMMEDIATE');
  for (const { sid, from, at, body, words } of texts) insert.run(sid, from, at, body, words);
  database.exec('COMMIT');
  let log = '';
  for (const { sid, from, at, words, response } of texts) {
    log += `{"level":30,"time":${at},"trip":"${sid}","from":"...${from.slice(-2)}","msg":"answered"}\n`;
    answer(response, words);
  }
  writeSync(1, log);
}

serveForms((form, response) => {
  const [sid = '', from = '', body = ''] = ['MessageSid', 'From', 'Body'].map((it) => form.get(it));
  const words = isAllowed(from) ? step(from, body) : '';
  if (waiting.push({ sid, from, at: Date.now(), body, words, response }) === 1)
    setImmediate(commit);
});
