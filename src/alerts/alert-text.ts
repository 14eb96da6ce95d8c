import type { Incident } from './incident.ts';
import type { AlertReader } from './reader.ts';
import type { Story } from './story.ts';

/** A person who is told of alerts. */
export interface Recipient {
  readonly person: string;
  /** True while they want to be left alone: then only critical alerts reach them. */
  readonly isQuiet: boolean;
  readonly reader: AlertReader;
}

/** Something to tell somebody. */
export interface Announcement {
  readonly incident: Incident;
  readonly story: Story;
}

/** A text about alerts: of one incident, of several at once, or of what happened in quiet hours. */
export interface AlertText {
  readonly person: string;
  /** Identifies the text, so that a crash repeats it and sends no other. */
  readonly key: string;
  readonly kind: 'single' | 'merged' | 'digest' | 'maintenance' | 'outage';
  readonly items: readonly Announcement[];
}

/** A text before it is known whether it goes out by itself. */
export type TextUnit = Pick<AlertText, 'kind' | 'items'>;
