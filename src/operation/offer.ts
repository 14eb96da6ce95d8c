/** An action that is offered on the screen of one thing. */
export interface ActionOption {
  readonly key: string;
  readonly label: string;
  /** Its effect, where the label does not say it: `cuts its power`. */
  readonly about?: string;
  /** The word for it beside a name: `reboot` in `reboot plex`. */
  readonly verb: string;
  /** The name of the action; `input` says what it applies to. */
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
  /** True when the person has to give a number: `scale sonarr 2`. */
  readonly wantsNumber?: boolean;
  /** The sentence that explains this on the screen: `Text scale sonarr 2 to run more.` */
  readonly hint?: string;
}
