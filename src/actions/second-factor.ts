/** The six digits of an app on the person's phone, each good for once. */
export interface SecondFactor {
  accepts(digits: string): boolean;
}
