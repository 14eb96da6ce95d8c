/** A thing as its area lists it: its names, and what it depends on. */
export interface PlacedThing {
  /** The subject under which its area reports problems with it: `proxmox/guest/104`. */
  readonly subject: string;
  readonly name: string;
  /** Names and addresses by which the same machine may be known elsewhere; empty for what is no machine. */
  readonly addresses: readonly string[];
  /** Subjects or addresses of what it depends on. It is cut off only when all of them are. */
  readonly parents: readonly string[];
  /** Differs once what it is made of was changed, such as the image of a deployment. */
  readonly version?: string | undefined;
  /** The number of its copies that are wanted: another one makes it another version, and no other thing. */
  readonly copies?: number | undefined;
  /** The safeguards that it has none of, where its source would list them: `backups`. */
  readonly lacks?: readonly string[] | undefined;
}
