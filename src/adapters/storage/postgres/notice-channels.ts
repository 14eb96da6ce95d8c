import { z } from 'zod';
import type { ControlSession } from './control-session.ts';

type Listener = (payload: string) => void;

/** The channels of the database on which replicas notify each other. */
export interface NoticeChannels {
  /** Calls the listener for each notice, and with an empty payload when notices may have been missed. */
  readonly onNotice: (channel: string, listener: Listener) => Disposable;
  readonly receive: (channel: string, payload: string) => void;
  /** Listens to all channels on a new connection, or to those added since. */
  readonly listen: (session: ControlSession) => Promise<void>;
}

const ChannelName = z.stringFormat('the name of a channel', /^[a-z_]+$/);

/** Creates the channels. `onAdded` is called for a channel that is to be listened to. */
export function createNoticeChannels(onAdded: () => void): NoticeChannels {
  const listeners = new Map<string, Set<Listener>>();
  const listened = new WeakMap<ControlSession, Set<string>>();

  function receive(channel: string, payload: string): void {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  }

  return {
    onNotice(name, listener) {
      const channel = ChannelName.parse(name);
      const own = listeners.get(channel) ?? new Set();
      listeners.set(channel, own.add(listener));
      onAdded();
      return { [Symbol.dispose]: () => void own.delete(listener) };
    },
    receive,
    async listen(session) {
      const known = listened.get(session) ?? new Set();
      listened.set(session, known);
      for (const channel of listeners.keys()) {
        if (known.has(channel)) continue;
        await session.query(z.unknown(), `LISTEN ${channel}`);
        known.add(channel);
        receive(channel, '');
      }
    },
  };
}
