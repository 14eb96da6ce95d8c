import type { Uplink } from '../../../../areas/network/network.ts';
import type { ReadFn } from '../../../../areas/shared/combine.ts';
import { readUplink } from '../../vendor-records/network.ts';
import type { Source } from './source.ts';

/** The way out, which some servers tell as one list of all subsystems. */
export function uplinkFrom(source: Source): ReadFn<Uplink> | undefined {
  const ask = source.list('uplink', (record) => record);
  return (
    ask &&
    (async () => {
      const answer = await ask();
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, value: readUplink(answer.value.value) ?? {} } };
    })
  );
}
