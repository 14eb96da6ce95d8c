/** Every series of an exposition with its value, written as Prometheus writes it. */
export function seriesIn(text: string): ReadonlyMap<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}

/** What is not 0, of the family with this name. */
export function risen(text: string, family: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    [...seriesIn(text)].flatMap(([series, value]) => {
      const [name = '', labels = ''] = series.split(/[{}]/);
      return name === family && value !== 0 ? [[labels.replaceAll('"', ''), value]] : [];
    }),
  );
}
