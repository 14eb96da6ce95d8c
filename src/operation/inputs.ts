import { z } from 'zod';

/** A whole number in plain digits: no sign, no leading zero, no `0x10` and no `1e1`. It stays a string. */
export const plainNumber = (least: number, most: number, message: string) =>
  z
    .string(message)
    .trim()
    .regex(/^(?:0|[1-9]\d{0,9})$/, message)
    .refine((text) => Number(text) >= least && Number(text) <= most, message);

const MAC = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}$/;

/** Normalises a MAC address, which some write as `3C-EC-EF-00-00-01`. */
export const toMac = (text: string): string => text.trim().toLowerCase().replaceAll('-', ':');

export const isMac = (text: string): boolean => MAC.test(toMac(text));

/** A MAC address in lower case, with colons. */
export const macAddress = z
  .string('A MAC address is needed.')
  .overwrite(toMac)
  .regex(MAC, 'A MAC address is needed, like 3c:ec:ef:00:00:01.');
