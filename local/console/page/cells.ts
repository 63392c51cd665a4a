import type { MessageState } from "../../../shared/messages/message-state.ts";

export const COLUMNS = [
  "Message",
  "Conversation",
  "State",
  "Delivered",
  "Read",
  "Agent read",
  "Expired",
] as const;
const NOTHING = "–";
const MAX_NAME = 80;

/** A message's line, column by column. */
export function cellsOf(state: MessageState): string[] {
  const { message, conversation, deliveredTime, deliveredInferred } = state;
  return [
    shorten(message.split("/").at(-1) ?? message),
    shorten(conversation ?? NOTHING),
    state.summary.replace(/ \(.*\)$/, ""),
    deliveredInferred ? "yes, when is unknown" : timeOf(deliveredTime),
    readOf(state),
    agentReadOf(state),
    expiredOf(state),
  ];
}

/** A name may have 1,500 bytes, and would fill the page. */
function shorten(name: string): string {
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)} …` : name;
}

/** A missing READ says nothing. */
function readOf({ status, readTime }: MessageState): string {
  return status === "DELIVERED" ? "unknown" : timeOf(readTime);
}

function agentReadOf({ agentRead }: MessageState): string {
  if (!agentRead) return NOTHING;
  const { status, time, httpStatus, reason } = agentRead;
  if (status === "SENT") return `told ${timeOf(time)}`;
  return ["failed", httpStatus, reason]
    .filter((part) => part !== null)
    .join(" ");
}

function expiredOf({ expiredTime, revokeFailedTime }: MessageState): string {
  if (expiredTime !== null) return timeOf(expiredTime);
  if (revokeFailedTime === null) return NOTHING;
  return `not revoked ${timeOf(revokeFailedTime)}`;
}

/** Today's times without the day. */
export function timeOf(timestamp: string | null, now = new Date()): string {
  if (timestamp === null) return NOTHING;
  const time = new Date(timestamp);
  const clock = time.toLocaleTimeString("en-GB");
  const day = time.toLocaleDateString("sv");
  return day === now.toLocaleDateString("sv") ? clock : `${day} ${clock}`;
}
