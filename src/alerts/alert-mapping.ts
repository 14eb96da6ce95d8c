import { z } from 'zod';

/** RFC 6901: `/dev/id`, with `~1` for a slash and `~0` for a tilde in a name. */
const Pointer = z
  .string()
  .max(200)
  .regex(/^(?:\/(?:[^~/]|~[01])*)+$/, 'must be a JSON pointer like /event/title');

const words = <T extends string>(values: readonly [T, ...T[]]) =>
  z.union([Pointer, z.strictObject({ at: Pointer, map: z.record(z.string(), z.enum(values)) })]);

/** JSON pointers to the fields of an alert, for a tool whose form is not known. */
export const AlertMapping = z.strictObject({
  title: Pointer,
  key: Pointer.optional(),
  subject: Pointer.optional(),
  message: Pointer.optional(),
  url: Pointer.optional(),
  startedAt: Pointer.optional(),
  state: words(['firing', 'resolved', 'nodata', 'info', 'test', 'heartbeat']).optional(),
  severity: words(['critical', 'warning', 'info']).optional(),
});
export type AlertMapping = z.infer<typeof AlertMapping>;
