import { quoteName } from '../../operation/quote-name.ts';
import type { Deployment } from './k8s.ts';

/** `sonarr in media` */
export const nameDeployment = ({ name, namespace }: Deployment): string =>
  `${quoteName(name)} in ${quoteName(namespace)}`;

export const deploymentNote = ({ ready, wanted }: Deployment): string =>
  `${ready}/${wanted} ready.`;

/** Returns the values that change when a deployment is replaced by another one or gets a new specification. */
export const stateOf = ({ uid, generation, wanted, ready }: Deployment) =>
  [uid, generation, wanted, ready] as const;
