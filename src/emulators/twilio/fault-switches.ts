import { err, ok, type Result } from '../../core/result.ts';

/** A switch for one kind of fault. The first option is the normal behaviour. */
export interface Switch {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

const TABLE = {
  api: {
    label: 'Sending API',
    hint: 'What the relay gets when it sends a text of its own',
    options: [
      ['ok', 'works'],
      ['401', 'refuses the key (401)'],
      ['429', 'asks to slow down (429)'],
      ['500', 'fails (500)'],
      ['hang', 'never answers'],
      ['hang-after', 'sends, but never answers'],
      ['500-after', 'sends, but says it failed (500)'],
      ['late', 'sends, and answers after 20 s'],
    ],
  },
  delivery: {
    label: 'Delivery',
    hint: 'What happens to texts on their way to the phones',
    options: [
      ['delivered', 'arrives'],
      ['says-failed', 'arrives, but is reported lost (30008)'],
      ['30003', 'phone is off (30003)'],
      ['30005', 'unknown number (30005)'],
      ['30007', 'filtered as spam (30007)'],
      ['30008', 'lost without a reason (30008)'],
      ['30034', 'number not registered (30034)'],
      ['stuck', 'arrives, but is never confirmed'],
    ],
  },
  callbacks: {
    label: 'Delivery reports',
    hint: 'How the carrier reports the result of a text',
    options: [
      ['once', 'come once'],
      ['dropped', 'get lost'],
      ['twice', 'come twice'],
      ['shuffled', 'come out of order'],
    ],
  },
  webhook: {
    label: 'Incoming texts',
    hint: 'How often the relay gets what you write',
    options: [
      ['once', 'once'],
      ['twice', 'twice, one after the other'],
      ['together', 'twice at the same time'],
      ['lost-answer', 'again, because the first answer got lost'],
    ],
  },
  answers: {
    label: 'Answers',
    hint: 'Whether immediate answers of the relay get through',
    options: [
      ['normal', 'get through'],
      ['ignored', 'come too late for the carrier (11205)'],
    ],
  },
} as const;

type Table = typeof TABLE;

/** The values of all switches. */
export type FaultSettings = { readonly [Name in keyof Table]: Table[Name]['options'][number][0] };

const NORMAL: FaultSettings = {
  api: 'ok',
  delivery: 'delivered',
  callbacks: 'once',
  webhook: 'once',
  answers: 'normal',
};

export interface FaultSwitches {
  readonly settings: () => FaultSettings;
  readonly list: () => readonly Switch[];
  /** Sets some switches; sets none and returns the reason when one value is invalid. */
  readonly set: (wanted: Readonly<Record<string, string>>) => Result<void, string>;
}

/** A switch for something other than the carrier, such as the homelab of the demo. */
export interface ExtraSwitch extends Switch {
  readonly apply: (value: string) => void;
}

export function createFaultSwitches(extras: readonly ExtraSwitch[] = []): FaultSwitches {
  const own = Object.entries(TABLE).map(([name, { label, hint, options }]) => ({
    name,
    label,
    hint,
    value: options[0][0],
    options: options.map(([value, words]) => ({ value, label: words })),
  }));
  let list: readonly Switch[] = [...own, ...extras.map(({ apply: _, ...it }) => it)];
  let settings = NORMAL;

  return {
    settings: () => settings,
    list: () => list,
    set(wanted) {
      const objections = Object.entries(wanted).flatMap(([name, value]) =>
        objection(list, name, value),
      );
      if (objections.length > 0) return err(objections.join(', '));
      list = list.map((it) => ({ ...it, value: wanted[it.name] ?? it.value }));
      settings = { ...settings, ...wanted };
      for (const { name, apply } of extras) if (name in wanted) apply(wanted[name] ?? '');
      return ok(undefined);
    },
  };
}

function objection(list: readonly Switch[], name: string, value: string): string[] {
  const known = list.find((it) => it.name === name);
  if (!known) return [`there is no switch "${name}"`];
  return known.options.some((option) => option.value === value)
    ? []
    : [`"${name}" cannot be "${value}"`];
}
