/** Returns a function that gives the minutes since midnight on the clocks of a time zone. */
export function createMinuteOfDay(timeZone: string): (at: number) => number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return (at) => {
    const [hour, minute] = clock.format(at).split(':').map(Number);
    return (hour ?? 0) * 60 + (minute ?? 0);
  };
}
