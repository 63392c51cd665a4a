import type { MessageState } from "../shared/messages/message-state.ts";

/** A message's state in lines for people. */
export function describeState(state: MessageState): string[] {
  const { agentRead } = state;
  const rows: [string, string | null][] = [
    ["status", state.summary],
    [
      "delivered",
      state.deliveredInferred
        ? "yes, since it was read; when is not known"
        : state.deliveredTime,
    ],
    ["read", state.readTime],
    ["expired", state.expiredTime],
    ["revoke failed", state.revokeFailedTime],
    ["agent read", agentRead && describeAgentRead(agentRead)],
    ["channel", state.channel],
    ["agent", state.agent],
    ["last touched", state.updateTime],
  ];
  const known = rows.filter(([, value]) => value !== null);
  return [
    state.message,
    ...known.map(([label, value]) => `  ${label.padEnd(14)}${value}`),
  ];
}

/** The same in one line. */
export function describeStateInOneLine(state: MessageState): string {
  const parts = [
    state.status ?? (state.agentRead ? null : state.summary),
    state.agentRead && `agent read ${describeAgentRead(state.agentRead)}`,
  ];
  return `${state.message}  ${parts.filter((part) => part !== null).join(", ")}`;
}

function describeAgentRead(
  agentRead: NonNullable<MessageState["agentRead"]>,
): string {
  const { status, time, reader, reason } = agentRead;
  const by = reader === null ? "" : ` by ${reader}`;
  return status === "SENT"
    ? `told to the user ${time}${by}`
    : `FAILED ${time}: ${reason}`;
}
