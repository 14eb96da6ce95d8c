/** The entry of an area on the home screen, whether it is set up or not. */
export interface AreaInfo {
  readonly key: string;
  readonly name: string;
  readonly label: string;
  readonly words: readonly string[];
  /** An example of an action there: `reboot plex`. */
  readonly example?: string;
}
