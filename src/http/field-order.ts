/** The names of a form in the order in which Twilio signs them. */
export type FieldOrder = (form: object) => readonly string[];

/** Sorts the names of forms. The order of the last form is reused: nearly all forms have the same fields. */
export function createFieldOrder(): FieldOrder {
  let last: readonly string[] = [];
  let sorted: readonly string[] = [];
  return (form) => {
    const names = Object.keys(form);
    if (names.length !== last.length || names.some((name, at) => name !== last[at])) {
      last = names;
      sorted = names.toSorted();
    }
    return sorted;
  };
}
