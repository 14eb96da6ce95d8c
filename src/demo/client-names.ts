/** A client of the network, and its usual connection. */
export interface Member {
  readonly name: string;
  readonly link: 'wired' | 'AP-Hall' | 'AP-Attic';
}

const NAMES_BY_LINK = {
  wired: [
    'pve1',
    'pve2',
    'pve3',
    'truenas',
    'printer',
    'living-room-tv',
    'playstation-5',
    'hue-bridge',
    'doorbell-nvr',
    'anna-desktop',
    'apple-tv',
    'av-receiver',
    'solar-inverter',
    'heat-pump',
    'ups-rack',
    'zigbee-hub',
  ],
  'AP-Hall': [
    'annas-iphone',
    'jonas-pixel',
    'Jörgs Händy 📱',
    'kids-ipad',
    'roomba',
    'kitchen-speaker',
    'hall-thermostat',
    'doorbell',
    'washing-machine',
    'dishwasher',
    'garden-cam',
    'driveway-cam',
    'garage-door',
    'nintendo-switch',
    'guest-iphone',
    'e-reader',
    'plug-coffee',
    'plug-lamp',
  ],
  'AP-Attic': [
    'annas-macbook',
    'jonas-thinkpad',
    'work-laptop',
    'office-printer',
    'attic-tv',
    'attic-sensor',
    'weather-station',
    '3d-printer',
    'galaxy-watch',
    'kids-chromebook',
    'baby-monitor',
    'bedroom-speaker',
    'air-purifier',
  ],
} as const;

/** All clients of the demo network. */
export const CLIENT_NAMES: readonly Member[] = (['wired', 'AP-Hall', 'AP-Attic'] as const).flatMap(
  (link) => NAMES_BY_LINK[link].map((name) => ({ name, link })),
);
