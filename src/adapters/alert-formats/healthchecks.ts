import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AlertState } from '../../alerts/alert-event.ts';
import { hashKey } from './alert-key.ts';
import { looseText, toText } from './lenient.ts';
import { oneAlert, type ReportReader } from './report.ts';

const Check = z.object({
  name: looseText,
  slug: looseText,
  tags: looseText,
  desc: looseText,
  status: looseText,
  uuid: looseText,
  code: looseText,
  unique_key: looseText,
  now: looseText,
  exit: looseText,
});

/** Healthchecks.io and its self-hosted form: the whole check (`$JSON`), or a body made from placeholders. */
export const healthchecks: ReportReader = {
  product: 'healthchecks',
  matches: ({ status, name, uuid, code, unique_key, ping_url }) =>
    toText(status) !== undefined &&
    toText(name) !== undefined &&
    [uuid, code, unique_key, ping_url].some((it) => typeof it === 'string' && it.length >= 16),
  read(body) {
    const check = Check.parse(body);
    const { name, now, status } = check;
    const state = name === 'TEST' ? 'test' : (STATES.get(status?.toLowerCase()) ?? 'info');
    return oneAlert({
      key: keyOf(check),
      state,
      severity: isCritical(check.tags) ? 'critical' : 'warning',
      subject: name,
      title: titleOf(state, check),
      detail: check.desc,
      startedAt: state === 'firing' ? now : undefined,
      endedAt: now,
    });
  },
};

/** The id of a check is all that is needed to report for it: only a hash is kept. */
function keyOf({ uuid, code, unique_key, slug, name }: z.infer<typeof Check>): string {
  const id = uuid ?? code;
  const unique = unique_key ?? (id === undefined ? undefined : uniqueKeyOf(id));
  return hashKey('healthchecks', unique ?? slug ?? name);
}

/** Healthchecks names a check so to whoever may only read. */
const uniqueKeyOf = (id: string): string =>
  createHash('sha1').update(id.replaceAll('-', '').toLowerCase().slice(0, 16)).digest('hex');

const STATES: ReadonlyMap<string | undefined, AlertState> = new Map([
  ['down', 'firing'],
  ['up', 'resolved'],
]);

const isCritical = (tags = ''): boolean => tags.split(/[\s,]+/).includes('critical');

function titleOf(state: AlertState, { status, exit }: z.infer<typeof Check>): string {
  if (state === 'test') return 'Healthchecks test';
  if (state === 'resolved') return 'check is up again';
  // -1 stands for "no exit status was sent".
  const isExit = exit !== undefined && /^\d{1,3}$/.test(exit) && exit !== '0';
  return `check is ${status ?? 'down'}${isExit ? `, exit status ${exit}` : ''}`;
}
