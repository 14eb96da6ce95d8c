/** How the account stands with the carrier: what it may do, and what it is registered for. */
export interface AccountStatus {
  readonly status: 'active' | 'suspended' | 'closed';
  /** A trial texts verified numbers only. */
  readonly type: 'Full' | 'Trial';
  readonly verifiedNumbers: readonly string[];
  readonly balance: string;
  /** Whether the number can text at all. */
  readonly hasSms: boolean;
  /** A TwiML App that takes the number's texts. */
  readonly application: { readonly sid: string; readonly smsUrl: string } | undefined;
  /** The Messaging Service that has the number in its pool. */
  readonly service: ServiceStanding | undefined;
  /** The verification of a toll-free number. */
  readonly tollFree: { readonly status: string; readonly reason?: string } | undefined;
  /** Countries that texts may not go to. */
  readonly closedCountries: readonly string[];
}

interface ServiceStanding {
  readonly sid: string;
  readonly name: string;
  readonly inboundUrl: string | null;
  readonly leavesTextsToNumber: boolean;
  readonly campaign:
    | { readonly status: string; readonly objections?: readonly string[] }
    | undefined;
}

/** An account with which all is well. */
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

/** Why American networks do not deliver what the number sends, if they do not. */
export function unregistered(
  standing: AccountStatus,
  from: string,
  to: string,
): number | undefined {
  if (!from.startsWith('+1') || !to.startsWith('+1')) return undefined;
  if (TOLL_FREE.test(from))
    return standing.tollFree?.status === 'TWILIO_APPROVED' ? undefined : 30032;
  const campaign = standing.service?.campaign?.status;
  if (campaign === 'VERIFIED') return undefined;
  return campaign === 'IN_PROGRESS' || campaign === 'PENDING' ? 30035 : 30034;
}
