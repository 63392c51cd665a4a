import type { ParsedPayload } from "../../../shared/channels/channel.ts";
import { createPayload } from "./payload.ts";

/** Of more, the payload is kept as a whole, so that it can't grow many times. */
const MAX_KEPT_ALONE = 100;
const REASON = "A status has no usable id, recipient_id or status.";

/** Keeps each status in a payload of its own; one that can't be told from the rest, in the whole body. */
export function keepUnusable(
  refused: readonly ({ agent: string; status: unknown } | undefined)[],
  rawBody: Buffer,
): ParsedPayload["unusable"] {
  if (refused.includes(undefined) || refused.length > MAX_KEPT_ALONE) {
    const reason = `Statuses of the payload are not usable. ${REASON}`;
    return [{ reason, original: rawBody }];
  }
  return refused.flatMap((each) =>
    each ? { reason: REASON, original: write(each) ?? rawBody } : [],
  );
}

/** Undefined for what is nested too deep to be written. */
function write({ agent, status }: { agent: string; status: unknown }) {
  try {
    return Buffer.from(
      JSON.stringify(createPayload(agent, { statuses: [status] })),
    );
  } catch {
    return undefined;
  }
}
