import type { Uplink } from '../../network/network.ts';
import type { Ask } from '../../readings/together.ts';
import { readUplink } from '../loose-data/network.ts';
import type { Telling } from './telling.ts';

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
