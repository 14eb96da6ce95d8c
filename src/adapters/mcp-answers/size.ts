/** Whether there are few enough values to look at each of them. Without recursion, for data of any depth. */
export function isModest(data: unknown, most: number): boolean {
  const waiting = [data];
  for (let seen = 0; seen < most; seen += 1) {
    if (waiting.length === 0) return true;
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of Object.values(value)) waiting.push(inner);
  }
  return waiting.length === 0;
}
