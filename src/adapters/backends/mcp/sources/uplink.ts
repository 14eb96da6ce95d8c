import type { Uplink } from '../../../../areas/network/network.ts';
import type { Ask } from '../../../../areas/shared/combine.ts';
import { readUplink } from '../../vendor-records/network.ts';
import type { Telling } from './source.ts';

/** The way out, which some servers tell as one list of all subsystems. */
export function uplinkFrom(telling: Telling): Ask<Uplink> | undefined {
  const ask = telling.list('uplink', (record) => record);
  return (
    ask &&
    (async () => {
      const answer = await ask();
      if (!answer.ok) return answer;
      return { ok: true, value: { ...answer.value, value: readUplink(answer.value.value) ?? {} } };
    })
  );
}
