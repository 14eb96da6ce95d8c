import type { AlertEvent, AlertSeverity, AlertState } from '../../alerts/alert-event.ts';
import { ok, type Result } from '../../core/result.ts';

/** The alerts of one request, in the one form of all products. */
export interface Report {
  readonly product: string;
  readonly events: readonly AlertEvent[];
  /** The number of alerts that exist but are not among the events. */
  readonly more: number;
}

/** One alert as a product words it: nothing in it is clean or bounded yet. */
export interface ReportedAlert {
  /** Made from the subject and the title when missing. */
  readonly key?: string | undefined;
  readonly state: AlertState;
  readonly severity: AlertSeverity;
  readonly subject?: string | undefined;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly startedAt?: unknown;
  readonly endedAt?: unknown;
  readonly url?: string | undefined;
  readonly groupKey?: string | undefined;
  readonly parents?: readonly string[] | undefined;
  readonly isSummary?: boolean | undefined;
}

export interface ReportedAlerts {
  readonly alerts: readonly ReportedAlert[];
  readonly more: number;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export interface BodyContext {
  /** The body as it came, for what parsing it does not keep. */
  readonly text: string;
  readonly now: number;
}

/** Reads the bodies of one product. */
export interface ReportReader {
  readonly product: string;
  /** Recognises the product by the shape of its body. */
  matches(body: JsonObject): boolean;
  read(body: JsonObject, context: BodyContext): Result<ReportedAlerts, string>;
}

/** Alerts beyond these are only counted. */
export const MAX_ALERTS = 1000;

/** Returns the report of a body that holds a single alert. */
export const oneAlert = (alert: ReportedAlert): Result<ReportedAlerts, never> =>
  ok({ alerts: [alert], more: 0 });
