/** The status of the account at the carrier: its permissions and registrations. */
export interface AccountStatus {
  readonly status: 'active' | 'suspended' | 'closed';
  /** A trial texts verified numbers only. */
  readonly type: 'Full' | 'Trial';
  readonly verifiedNumbers: readonly string[];
  readonly balance: string;
  /** True when the number can text. */
  readonly hasSms: boolean;
  /** The TwiML App that receives the number's texts. */
  readonly application: { readonly sid: string; readonly smsUrl: string } | undefined;
  /** The Messaging Service that has the number in its pool. */
  readonly service: ServiceStatus | undefined;
  /** The verification of a toll-free number. */
  readonly tollFree: { readonly status: string; readonly reason?: string } | undefined;
  /** Countries to which texts are switched off. */
  readonly closedCountries: readonly string[];
}

interface ServiceStatus {
  readonly sid: string;
  readonly name: string;
  readonly inboundUrl: string | null;
  readonly leavesTextsToNumber: boolean;
  readonly campaign:
    | { readonly status: string; readonly objections?: readonly string[] }
    | undefined;
}

/** An account without restrictions. */
export const WELL: AccountStatus = {
  status: 'active',
  type: 'Full',
  verifiedNumbers: [],
  balance: '20.00',
  hasSms: true,
  application: undefined,
  service: {
    sid: `MG${'0'.repeat(32)}`,
    name: 'Home',
    inboundUrl: null,
    leavesTextsToNumber: true,
    campaign: { status: 'VERIFIED' },
  },
  tollFree: undefined,
  closedCountries: [],
};

const TOLL_FREE = /^\+1(?:800|833|844|855|866|877|888)/;

/** Returns the error code with which American networks reject texts from the number, if they do. */
export function registrationError(
  accountStatus: AccountStatus,
  from: string,
  to: string,
): number | undefined {
  if (!from.startsWith('+1') || !to.startsWith('+1')) return undefined;
  if (TOLL_FREE.test(from))
    return accountStatus.tollFree?.status === 'TWILIO_APPROVED' ? undefined : 30032;
  const campaign = accountStatus.service?.campaign?.status;
  if (campaign === 'VERIFIED') return undefined;
  return campaign === 'IN_PROGRESS' || campaign === 'PENDING' ? 30035 : 30034;
}
