/** An action as it is offered beside one thing. */
export interface Offer {
  readonly key: string;
  readonly label: string;
  /** By its name; what it is about goes with it. */
  readonly action: string;
  readonly input: Readonly<Record<string, string>>;
}
