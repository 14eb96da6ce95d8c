export type AreaOfServer = 'network' | 'proxmox' | 'k8s' | 'security';
