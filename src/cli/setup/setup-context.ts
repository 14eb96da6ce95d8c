import type { Proxies } from '../../config/proxies.ts';
import type { Authenticator } from './authenticator.ts';
import type { Dialogue } from './dialogue.ts';
import type { PhoneAccount } from './phone-account.ts';
import type { SettingsSheet } from './settings.ts';

/** What opens the account, and the way to it. */
interface AccountKey extends Pick<Proxies, 'proxyFor'> {
  readonly sid: string;
  readonly token: string;
  readonly apiUrl?: string;
}

/** What every part of the walk through the settings works with. */
export interface SetupContext {
  readonly dialogue: Dialogue;
  readonly sheet: SettingsSheet;
  /** Everything is asked, with what stands there as the proposal. */
  readonly asksAll: boolean;
  /** Nothing was set up before: what is optional is offered, too. */
  readonly isFirst: boolean;
  readonly home: string;
  readonly timeZone: string;
  /** What answers may look like, by the example file. */
  readonly example: Readonly<Record<string, string | undefined>>;
  readonly openAccount: (key: AccountKey) => PhoneAccount;
  readonly makeAuthenticator: (label: string) => Authenticator;
}
