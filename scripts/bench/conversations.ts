/** Typical conversations with the demo homelab; each begins at the home screen. */
export const CONVERSATIONS: readonly (readonly string[])[] = [
  ['hi', '2', 'v', 'plex', '1', 'b', 'home'],
  ['menu', '1', 'd', 'b', 'a', 'c', '+', 'home'],
  ['status', '3', 'p', '+', '1', 'b', 'menu'],
  ['home', '4', 'a', '1', 'l', 'f', 'm'],
  ['?', '1', '?', 'b'],
  ['2v3', 'r', 'NO', 'b'],
  ['plex', '1', 'reboot plex', 'NO'],
  ['net', 'annas-iphone', '1', 'b', 'h'],
  ['pve', 'n', '1', 'b', 'd', 'menu'],
  ['k8s', 'e', 's', 'n', 'b', '0'],
  ['sec', 'l', '2', 'b', 'home'],
  ['menu', '2', 'menu', '1', 'menu', '3', 'menu', '4', 'menu'],
  ['restart sonarr', 'NO', 'log', 'home'],
  ['wat', '99', 'thanks', 'nextcloud', 'home'],
  ['is plex ok?', '5', 'menu'],
  ['pve vms', '1', 'b', '+', 'more', 'home'],
];
