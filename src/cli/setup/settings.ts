import type { VariableName } from '../../config/check.ts';

type Values = Readonly<Record<string, string | undefined>>;

/** The values of the variables: from the environment, which takes precedence, the file, and the answers. */
export interface Settings {
  readonly value: (name: VariableName) => string | undefined;
  /** True when the environment sets it, so that the file cannot change it. */
  readonly isFromOutside: (name: VariableName) => boolean;
  readonly set: (name: VariableName, value: string) => void;
  readonly unset: (name: VariableName) => void;
  readonly changes: () => ReadonlyMap<VariableName, string | undefined>;
  /** All values as a relay would read them. */
  readonly all: () => Values;
}

interface Sources {
  readonly environment: Values;
  readonly file: Values;
  /** The values of the example file; equal values in the file count as not set. */
  readonly example: Values;
}

export function createSettings({ environment, file, example }: Sources): Settings {
  const changes = new Map<VariableName, string | undefined>();
  const outside = withoutBlanks(environment);
  const own = withoutBlanks(file, ([name, value]) => value !== example[name]);

  const answered = (name: VariableName): string | undefined =>
    changes.has(name) ? changes.get(name) : own[name];

  return {
    value: (name) => outside[name] ?? answered(name),
    isFromOutside: (name) => outside[name] !== undefined,
    set: (name, value) => {
      if (own[name] === value) changes.delete(name);
      else changes.set(name, value);
    },
    unset: (name) => {
      changes.set(name, undefined);
    },
    changes: () => changes,
    all: () => withoutBlanks({ ...own, ...Object.fromEntries(changes), ...outside }),
  };
}

/** `FOO=` means "not set". */
const withoutBlanks = (
  values: Values,
  isKept: (entry: readonly [string, string | undefined]) => boolean = () => true,
): Values => Object.fromEntries(Object.entries(values).filter((it) => it[1]?.trim() && isKept(it)));
