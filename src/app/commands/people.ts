import { changeStored } from '../../adapters/storage/change-stored.ts';
import { changeSuspension, readSuspensions } from '../../approvals/change-suspension.ts';
import { loadConfig } from '../../config/config.ts';
import { systemClock } from '../../core/clock.ts';
import type { People } from '../../people/people.ts';
import { parsePersonId } from '../../people/person.ts';
import { readStoredSecrets } from '../stored-secrets.ts';
import { databaseUrl } from './database.ts';
import { misused, refuse, report, type Shell } from './shell.ts';

/** Lists the people, or locks one out whose phone is lost, even while a relay runs. */
export async function people(shell: Shell, word?: string, ...name: string[]): Promise<void> {
  const url = databaseUrl(shell);
  const config = await loadConfig(shell.env, readStoredSecrets);
  if (!config.ok) refuse(shell, config.error.join('\n'));
  const known = config.value.people;
  const { describePeople, describeSuspension } = await import('../../cli/people.ts');
  if (word === undefined) {
    const since = await changeStored(url, systemClock, ({ suspensions }) =>
      readSuspensions(suspensions, known.all),
    );
    report(shell, describePeople(known.all, since));
    return;
  }
  if (word !== 'off' && word !== 'on') misused(shell, 'people takes off or on, and a name');
  const isOff = word === 'off';
  const person =
    findPerson(known, name.join(' ')) ??
    misused(
      shell,
      `people ${word} needs the name or number of one of: ${known.all.map(({ id }) => id).join(', ')}`,
    );
  const changed = await changeStored(url, systemClock, (stores) =>
    changeSuspension(stores, { person, isOff }, systemClock),
  );
  report(shell, describeSuspension(person, isOff, changed));
}

function findPerson(people: People, text: string) {
  const id = parsePersonId(text);
  return id.ok ? people.find(id.value) : undefined;
}
