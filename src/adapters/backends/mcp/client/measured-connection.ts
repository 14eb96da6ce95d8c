import { type CallWatch, watched } from '../../../../core/call-metrics.ts';
import type { McpConnection } from './connection.ts';

/** The same connection, and somebody who hears how its calls end. */
export function watchConnection(connection: McpConnection, watch: CallWatch): McpConnection {
  function note(): CallWatch {
    const isSpared = connection.isSpared(); // as of now, when the call begins
    return (outcome, tookMs) => watch(isSpared ? 'spared' : outcome, tookMs);
  }

  /** Nobody is asked for a list that is known already: only that it cannot be had is news. */
  function noteFailure(): CallWatch {
    const heard = note();
    return (outcome, tookMs) => {
      if (outcome !== 'ok') heard(outcome, tookMs);
    };
  }

  return {
    ...connection,
    callTool: (...call) => watched(note(), () => connection.callTool(...call)),
    tools: () => watched(noteFailure(), () => connection.tools()),
  };
}
