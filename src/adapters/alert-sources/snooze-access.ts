import { z } from 'zod';
import type { SnoozeAccess } from '../../alerts/alert-source.ts';
import type { Clock } from '../../core/clock.ts';
import type { Failure } from '../../core/failure.ts';
import { err, map, ok, type Result } from '../../core/result.ts';
import { toKey } from '../alert-formats/alert-key.ts';
import type { Api } from '../http-client/json-api.ts';
import { ALERTS } from './labelled-alerts.ts';
import { unreadable } from './unreadable.ts';

interface Options {
  readonly api: Api;
  /** The path of the Alertmanager. */
  readonly base: string;
  readonly clock: Pick<Clock, 'now'>;
}

/** The author of all silences that a relay makes. */
const AUTHOR = 'sms-relay';

const Silences = z.array(
  z.object({
    id: z.string().regex(/^[\w-]{1,100}$/),
    createdBy: z.string(),
    comment: z.string(),
    endsAt: z.string(),
    status: z.object({ state: z.string() }),
  }),
);
const Labelled = z.array(
  z.object({ fingerprint: z.string(), labels: z.record(z.string(), z.string()) }),
);
const Created = z.object({ silenceID: z.string().regex(/^[\w-]{1,100}$/) });

/** Creates the access to the silences of an Alertmanager: those of other authors are never touched. */
export function createSnoozeAccess({ api, base, clock }: Options): SnoozeAccess {
  /** The labels of an alert are not stored here; they identify it there. */
  async function labelsOf(key: string): Promise<Result<Readonly<Record<string, string>>, Failure>> {
    const listed = await api.ask(`${base}${ALERTS}`);
    if (!listed.ok) return listed;
    const alerts = Labelled.safeParse(listed.value);
    if (!alerts.success) return unreadable(api.service, 'not a list of alerts');
    const found = alerts.data.find(({ fingerprint }) => toKey(fingerprint) === key);
    if (!found || Object.keys(found.labels).length === 0) {
      return err({ kind: 'not-found', what: 'the alert' });
    }
    return ok(found.labels);
  }

  return {
    async list() {
      const listed = await api.ask(`${base}/api/v2/silences`);
      if (!listed.ok) return listed;
      const all = Silences.safeParse(listed.value);
      if (!all.success) return unreadable(api.service, 'not a list of silences');
      const own = all.data.filter(
        ({ createdBy, status }) => createdBy === AUTHOR && status.state !== 'expired',
      );
      return ok(own.map(({ id, comment, endsAt }) => ({ id, comment, until: Date.parse(endsAt) })));
    },

    async begin({ key, until, comment }, replaces) {
      const labels = await labelsOf(key);
      if (!labels.ok) return labels;
      const matchers = Object.entries(labels.value).map(([name, value]) => ({
        ...{ name, value, isRegex: false, isEqual: true },
      }));
      const [startsAt, endsAt] = [clock.now(), until].map((at) => new Date(at).toISOString());
      const created = await api.ask(`${base}/api/v2/silences`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: {
          ...{ matchers, startsAt, endsAt, createdBy: AUTHOR, comment },
          ...(replaces !== undefined && { id: replaces }),
        },
      });
      if (!created.ok) return created;
      const read = Created.safeParse(created.value);
      return read.success
        ? ok(read.data.silenceID)
        : unreadable(api.service, 'no id of the silence');
    },

    async end(id) {
      const path = `${base}/api/v2/silence/${encodeURIComponent(id)}`;
      return map(await api.ask(path, { method: 'DELETE', asText: true }), () => undefined);
    },
  };
}
