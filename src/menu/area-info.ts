/** How an area presents itself on the home screen, whether it is set up or not. */
export interface AreaInfo {
  readonly key: string;
  readonly name: string;
  readonly label: string;
  readonly words: readonly string[];
  /** Something that can be done there: `reboot plex`. */
  readonly example?: string;
}
