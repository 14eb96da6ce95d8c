import { type RecordCall, recordCall } from '../../../../core/call-metrics.ts';
import type { McpConnection } from './connection.ts';

/** The same connection, and somebody who hears how its calls end. */
export function measureConnection(connection: McpConnection, watch: RecordCall): McpConnection {
  function note(): RecordCall {
    const isSpared = connection.isSpared(); // as of now, when the call begins
    return (outcome, tookMs) => watch(isSpared ? 'spared' : outcome, tookMs);
  }

  /** Nobody is asked for a list that is known already: only that it cannot be had is news. */
  function noteFailure(): RecordCall {
    const heard = note();
    return (outcome, tookMs) => {
      if (outcome !== 'ok') heard(outcome, tookMs);
    };
  }

  return {
    ...connection,
    callTool: (...call) => recordCall(note(), () => connection.callTool(...call)),
    tools: () => recordCall(noteFailure(), () => connection.tools()),
  };
}
