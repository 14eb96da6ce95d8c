import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readPagerDutyEvent } from '../../../src/adapters/alert-formats/pagerduty.ts';
import { readPrometheusAlerts } from '../../../src/adapters/alert-formats/prometheus.ts';
import { readReport } from '../../../src/adapters/alert-formats/read-report.ts';
import type { Report } from '../../../src/adapters/alert-formats/report.ts';
import type { Result } from '../../../src/core/result.ts';

const SAMPLES = join(import.meta.dirname, 'samples');

/** After the newest sample was recorded, and before the alert in it would be repeated. */
export const NOW = Date.UTC(2026, 10, 28, 6, 5);

const Sample = z.object({
  request: z.object({
    path: z.string().optional(),
    body: z.unknown().optional(),
    rawBody: z.string().optional(),
  }),
  expected: z.object({
    product: z.string(),
    more: z.number(),
    mustNotContain: z.array(z.string()).default([]),
    alerts: z.array(
      z.object({
        state: z.string(),
        severity: z.string().nullable(),
        subject: z.string().nullable(),
        titleContains: z.array(z.string()).max(1),
        /** The same word stands for the same key in all samples. */
        key: z.string().optional(),
        downForSeconds: z.number().optional(),
      }),
    ),
  }),
});
export type Sample = z.infer<typeof Sample> & { readonly file: string };

/** Requests as products send them, with what is to be read in them. */
export const samples: readonly Sample[] = readdirSync(SAMPLES).map((file) => ({
  file,
  ...Sample.parse(JSON.parse(readFileSync(join(SAMPLES, file), 'utf8'))),
}));

export const bodyOf = ({ request }: Pick<Sample, 'request'>): string =>
  request.rawBody ?? JSON.stringify(request.body);

/** The body of the sample in a file, without `.json`. */
export function sampleBody(name: string): string {
  const sample = samples.find(({ file }) => file === `${name}.json`);
  if (!sample) throw new Error(`no sample ${name}`);
  return bodyOf(sample);
}

/** Reads a body as the path that it is posted to would. */
export function readAt(path: string | undefined, body: string): Result<Report, string> {
  const direct = { source: 'house', body, now: NOW };
  if (path === '/api/v2/alerts') return readPrometheusAlerts(direct);
  if (path === '/v2/enqueue') return readPagerDutyEvent(direct);
  return readReport({ ...direct, query: {} });
}

/** Reads a body that must be readable. */
export function reportOf(body: unknown, query: Readonly<Record<string, string>> = {}): Report {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const report = readReport({ source: 'house', body: text, query, now: NOW });
  if (!report.ok) throw new Error(report.error);
  return report.value;
}

/** Reads the only event of a body. */
export function eventOf(body: unknown, query?: Readonly<Record<string, string>>) {
  const [event, ...others] = reportOf(body, query).events;
  if (!event || others.length > 0) throw new Error(`${others.length + 1} events`);
  return event;
}
