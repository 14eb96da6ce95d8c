import { expect, test } from 'vitest';
import { createDuties } from '../../src/store/duties.ts';

/** Lets everything run that is ready to. */
const settle = () => new Promise(setImmediate);

function prepare() {
  const logged: object[] = [];
  const duties = createDuties({ error: (details) => logged.push(details) });
  const heard: string[] = [];
  /** A duty that says when it begins, and ends when it may after its signal has aborted. */
  function duty(name: string, mayEnd: Promise<void> = Promise.resolve()) {
    return async (signal: AbortSignal): Promise<void> => {
      heard.push(`${name} begins`);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      await mayEnd;
      heard.push(`${name} ends`);
    };
  }
  return { duties, duty, heard, logged };
}

test('duties begin and end with the lead, whenever they were added', async () => {
  const { duties, duty, heard } = prepare();
  duties.add(duty('first'));
  await settle();
  expect(heard).toEqual([]);
  duties.begin();
  duties.add(duty('second'));
  await settle();
  await duties.end();
  expect(heard).toEqual(['first begins', 'second begins', 'first ends', 'second ends']);
});

test('a duty is not begun again before its earlier run has ended', async () => {
  const { duties, duty, heard } = prepare();
  const { promise: mayEnd, resolve: letEnd } = Promise.withResolvers<void>();
  duties.add(duty('it', mayEnd));
  duties.begin();
  await settle();
  void duties.end();
  duties.begin();
  await settle();
  expect(heard).toEqual(['it begins']);
  letEnd();
  await settle();
  expect(heard).toEqual(['it begins', 'it ends', 'it begins']);
});

test('a lead that is over before a duty could begin passes it by', async () => {
  const { duties, duty, heard } = prepare();
  duties.add(duty('it'));
  duties.begin();
  await duties.end();
  expect(heard).toEqual([]);
});

test('a disposed duty ends, and never begins again', async () => {
  const { duties, duty, heard } = prepare();
  const added = duties.add(duty('it'));
  duties.begin();
  await settle();
  added[Symbol.dispose]();
  await settle();
  duties.begin();
  await settle();
  expect(heard).toEqual(['it begins', 'it ends']);
});

test('a duty that breaks off is logged, and begins again with the next lead', async () => {
  const { duties, logged } = prepare();
  const fault = new Error('a bug');
  let runs = 0;
  duties.add(async () => {
    runs += 1;
    throw fault;
  });
  duties.begin();
  await settle();
  await duties.end();
  duties.begin();
  await settle();
  expect([runs, logged]).toEqual([2, [{ err: fault }, { err: fault }]]);
});
