/** The database cannot be reached: nothing can be stored at the moment, and so nothing that must happen once can be done. */
export class StorageUnreachable extends Error {
  override readonly name = 'StorageUnreachable';
}
