import { describe, expect, it } from "@jest/globals";
import type { AgentRead } from "../../../shared/messages/message-document.ts";
import { deriveState } from "../../../shared/messages/message-state.ts";

const SECOND = 1_000_000;
const at = (seconds: number) => `1970-01-01T00:00:0${seconds}.000000Z`;

/** The state of a message of which nothing is known but what an agent read. */
function stateOf({ agentRead }: { agentRead: AgentRead }) {
  const document = { agentRead, updateTime: 9 * SECOND };
  return deriveState("conversations/C/messages/M", document, 0, SECOND);
}

describe("deriveState, of an agent's read,", () => {
  it("speaks of the user's receipts only, so that an agent's read leaves the status null", () => {
    const agentRead = { status: "SENT", time: 5 * SECOND } as const;
    expect(stateOf({ agentRead })).toMatchObject({
      status: null,
      readTime: null,
      agentRead: {
        status: "SENT",
        time: at(5),
        reader: null,
        readTime: null,
        httpStatus: null,
        reason: null,
      },
    });
  });

  it("tells all that is known of an agent's read that failed", () => {
    const reason = "The platform answered 403 to updateReceipt.";
    const agentRead = {
      status: "FAILED",
      time: 5 * SECOND,
      reader: "ada",
      readTime: 4 * SECOND,
      httpStatus: 403,
      reason,
    } as const;
    expect(stateOf({ agentRead })?.agentRead).toEqual({
      status: "FAILED",
      time: at(5),
      reader: "ada",
      readTime: at(4),
      httpStatus: 403,
      reason,
    });
  });
});
