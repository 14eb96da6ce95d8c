/** Whether something began anew: it has been going on for less long than it was. */
export const fell = (wasSec: number | undefined, isSec: number | undefined): boolean =>
  wasSec !== undefined && isSec !== undefined && isSec < wasSec;
