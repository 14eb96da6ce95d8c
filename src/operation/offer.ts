/** An action as it is offered beside one thing. */
export interface ActionOption {
  readonly key: string;
  readonly label: string;
  /** What it does, where the label does not say: `cuts its power`. */
  readonly about?: string;
  /** The word for it beside a name: `reboot` in `reboot plex`. */
  readonly verb: string;
  /** By its name; what it is about goes with it. */
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
  /** It is done to a number that the person names: `scale sonarr 2`. */
  readonly wantsNumber?: boolean;
  /** How to ask for that, shown with the thing: `Text scale sonarr 2 to run more.` */
  readonly hint?: string;
}
