const MAX_DEPTH = 64;

/** Returns whether data has at most `most` values and is nested no deeper than any honest answer. */
export function isModest(data: unknown, most: number): boolean {
  let level: readonly unknown[] = [data];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH; depth += 1) {
    seen += level.length;
    if (seen > most) return false;
    if (level.length === 0) return true;
    level = insideOf(level, most);
  }
  return false;
}

/** Returns the values directly inside these; stops soon after `most` of them. */
function insideOf(values: readonly unknown[], most: number): readonly unknown[] {
  const inside: unknown[] = [];
  for (const value of values) {
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) inside.push(inner);
    if (inside.length > most) break;
  }
  return inside;
}
