import type { McpSession } from './session.ts';

/** A session while it is in use. One that is retired closes when its last user leaves. */
interface Lease {
  readonly session: Promise<McpSession>;
  users: number;
  isRetired: boolean;
}

export interface SessionPool {
  /** Hands out the session, opening it if there is none; `isSpoilt` says whether an error ends it. */
  use<T>(
    ask: (session: Promise<McpSession>) => Promise<T>,
    isSpoilt: (cause: unknown) => boolean,
  ): Promise<T>;
  /** Ends every session, and hands out no more. */
  closeAll(): Promise<void>;
}

/** Keeps one session open between calls and shares it among concurrent ones. */
export function createSessionPool(open: () => Promise<McpSession>): SessionPool {
  const leases = new Set<Lease>();
  let current: Lease | undefined;
  let isDisposed = false;

  function take(): Lease {
    if (isDisposed) throw new Error('the connection was closed');
    current ??= begin();
    current.users += 1;
    return current;
  }

  function begin(): Lease {
    const lease = { session: open(), users: 0, isRetired: false };
    leases.add(lease);
    lease.session.catch(() => retire(lease));
    return lease;
  }

  function retire(lease: Lease): void {
    lease.isRetired = true;
    if (current === lease) current = undefined;
  }

  function leave(lease: Lease): void {
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
    async use(ask, isSpoilt) {
      const lease = take();
      try {
        return await ask(lease.session);
      } catch (cause) {
        if (isSpoilt(cause)) retire(lease);
        throw cause;
      } finally {
        leave(lease);
      }
    },

    async closeAll() {
      isDisposed = true;
      await Promise.all([...leases].map(close));
    },
  };
}
