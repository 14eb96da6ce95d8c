import type { McpSession } from './session.ts';

/** A session while it is in use. A retired one closes when its last user releases it. */
interface Lease {
  readonly session: Promise<McpSession>;
  users: number;
  isRetired: boolean;
}

export interface SessionPool {
  /** Runs `work` with the session, opening it if there is none; `isFatal` decides whether an error ends it. */
  use<T>(
    work: (session: Promise<McpSession>) => Promise<T>,
    isFatal: (cause: unknown) => boolean,
  ): Promise<T>;
  /** Ends every session, and opens no more. */
  closeAll(): Promise<void>;
}

/** Keeps one session open between calls and shares it among concurrent ones. */
export function createSessionPool(open: () => Promise<McpSession>): SessionPool {
  const leases = new Set<Lease>();
  let current: Lease | undefined;
  let isDisposed = false;

  function acquire(): Lease {
    if (isDisposed) throw new Error('the connection was closed');
    current ??= openLease();
    current.users += 1;
    return current;
  }

  function openLease(): Lease {
    const lease = { session: open(), users: 0, isRetired: false };
    leases.add(lease);
    lease.session.catch(() => retire(lease));
    return lease;
  }

  function retire(lease: Lease): void {
    lease.isRetired = true;
    if (current === lease) current = undefined;
  }

  function release(lease: Lease): void {
    lease.users -= 1;
    if (lease.isRetired && lease.users === 0) void close(lease);
  }

  async function close(lease: Lease): Promise<void> {
    await lease.session.then(
      (session) => session.close(),
      () => undefined,
    );
    leases.delete(lease);
  }

  return {
    async use(work, isFatal) {
      const lease = acquire();
      try {
        return await work(lease.session);
      } catch (cause) {
        if (isFatal(cause)) retire(lease);
        throw cause;
      } finally {
        release(lease);
      }
    },

    async closeAll() {
      isDisposed = true;
      await Promise.all([...leases].map(close));
    },
  };
}
