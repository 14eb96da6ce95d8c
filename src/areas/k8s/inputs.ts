import { z } from 'zod';
import { plainNumber } from '../../operation/inputs.ts';

const MAX_REPLICAS = 50;

const NAME = '[a-z0-9](?:[a-z0-9.-]{0,252})';

/** The object of an action, as `namespace/name`. */
const id = z
  .string('A name is needed, like media/sonarr.')
  .trim()
  .regex(new RegExp(`^${NAME}/${NAME}$`), 'A name is needed, like media/sonarr.');

export const ObjectInput = z.strictObject({ id });

export const ScaleInput = z.strictObject({
  id,
  number: plainNumber(0, MAX_REPLICAS, `Only 0 to ${MAX_REPLICAS} pods can be asked for.`),
});

export function targetOf(id: string): { readonly namespace: string; readonly name: string } {
  const [namespace = '', name = ''] = id.split('/');
  return { namespace, name };
}
