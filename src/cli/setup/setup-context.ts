import type { Proxies } from '../../config/proxies.ts';
import type { ReadSecrets } from '../../config/references.ts';
import type { Authenticator } from './authenticator.ts';
import type { Dialogue } from './dialogue.ts';
import type { PhoneAccount } from './phone-account.ts';
import type { Settings } from './settings.ts';

/** The keys of the account, and the proxy to reach it. */
interface AccountKey extends Pick<Proxies, 'proxyFor'> {
  readonly sid: string;
  readonly token: string;
  readonly apiUrl?: string;
}

/** The dependencies of all parts of setup. */
export interface SetupContext {
  readonly dialogue: Dialogue;
  readonly settings: Settings;
  /** True when everything is asked, with the present values as defaults. */
  readonly asksAll: boolean;
  /** True when nothing was set up before; optional settings are then offered as well. */
  readonly isFirst: boolean;
  readonly home: string;
  readonly timeZone: string;
  /** Example values from the example file. */
  readonly example: Readonly<Record<string, string | undefined>>;
  readonly openAccount: (key: AccountKey) => PhoneAccount;
  /** Reads the stored secrets that settings may refer to. */
  readonly readSecrets: ReadSecrets;
  readonly makeAuthenticator: (label: string) => Authenticator;
}
