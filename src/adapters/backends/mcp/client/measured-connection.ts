import { type RecordCall, recordCall } from '../../../../core/call-metrics.ts';
import type { McpConnection } from './connection.ts';

/** The same connection, with the outcome of every call recorded. */
export function measureConnection(connection: McpConnection, record: RecordCall): McpConnection {
  function createRecorder(): RecordCall {
    const isSkipped = connection.isCircuitOpen(); // as of now, when the call begins
    return (outcome, tookMs) => record(isSkipped ? 'spared' : outcome, tookMs);
  }

  /** Records only failures: a list that is cached already needs no call to the server. */
  function createFailureRecorder(): RecordCall {
    const recordOutcome = createRecorder();
    return (outcome, tookMs) => {
      if (outcome !== 'ok') recordOutcome(outcome, tookMs);
    };
  }

  return {
    ...connection,
    callTool: (...call) => recordCall(createRecorder(), () => connection.callTool(...call)),
    tools: () => recordCall(createFailureRecorder(), () => connection.tools()),
  };
}
