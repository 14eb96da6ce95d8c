/** The possible outcomes of a delivery report. */
export const REPORT_OUTCOMES = ['heard', 'unreadable', 'unsigned', 'failed'] as const;

export type ReportOutcome = (typeof REPORT_OUTCOMES)[number];
