import { describe, expect, it } from "@jest/globals";
import type { MessageDocument } from "../../../shared/messages/message-document.ts";
import { deriveState } from "../../../shared/messages/message-state.ts";

const SECOND = 1_000_000;
const RETENTION = 100 * SECOND;
const name = "conversations/C/messages/M";
const at = (seconds: number) => `1970-01-01T00:00:0${seconds}.000000Z`;

/** The state of a message that was touched just now. */
function stateOf(document: MessageDocument) {
  const touched = { createTime: SECOND, updateTime: 9 * SECOND };
  const whole = { ...touched, ...document };
  const state = deriveState(name, whole, 9 * SECOND, RETENTION);
  if (!state) throw new Error("The state was taken for expired.");
  return state;
}

describe("deriveState", () => {
  it.each<[string, MessageDocument, object]>([
    [
      "a DELIVERED",
      { rank: 2, deliveredTime: 2 * SECOND },
      {
        status: "DELIVERED",
        deliveredTime: at(2),
        deliveredInferred: false,
        readTime: null,
        expiredTime: null,
        revokeFailedTime: null,
      },
    ],
    [
      "a READ and a DELIVERED",
      {
        rank: 3,
        deliveredTime: 2 * SECOND,
        readTime: 3 * SECOND,
      },
      {
        status: "READ",
        deliveredTime: at(2),
        deliveredInferred: false,
        readTime: at(3),
      },
    ],
    [
      "a READ alone, which implies that it was delivered, but not when",
      {
        rank: 3,
        readTime: 3 * SECOND,
      },
      {
        status: "READ",
        deliveredTime: null,
        deliveredInferred: true,
        readTime: at(3),
      },
    ],
    [
      "a READ earlier than its DELIVERED",
      {
        rank: 3,
        deliveredTime: 4 * SECOND,
        readTime: 3 * SECOND,
      },
      { status: "READ", deliveredTime: at(4), readTime: at(3) },
    ],
    [
      "an EXPIRED",
      { rank: 1, expiredTime: 4 * SECOND },
      {
        status: "EXPIRED",
        expiredTime: at(4),
        deliveredTime: null,
        deliveredInferred: false,
      },
    ],
    [
      "a DELIVERED that overtook an EXPIRED",
      {
        rank: 2,
        expiredTime: 4 * SECOND,
        deliveredTime: 3 * SECOND,
      },
      { status: "DELIVERED", expiredTime: at(4), deliveredTime: at(3) },
    ],
    [
      "a REVOKE_FAILED, after which everything may still follow",
      { revokeFailedTime: 4 * SECOND },
      {
        status: null,
        revokeFailedTime: at(4),
        expiredTime: null,
        deliveredTime: null,
        deliveredInferred: false,
      },
    ],
    [
      "a REVOKE_FAILED and a READ",
      { rank: 3, revokeFailedTime: 4 * SECOND, readTime: 5 * SECOND },
      {
        status: "READ",
        revokeFailedTime: at(4),
        readTime: at(5),
        deliveredInferred: true,
      },
    ],
    [
      "no receipt",
      {},
      {
        status: null,
        deliveredInferred: false,
        agentRead: null,
      },
    ],
  ])("derives the state from %s", (_, document, expected) => {
    expect(stateOf(document)).toMatchObject(expected);
  });

  it.each([
    [undefined, "no receipt from the user"],
    [1, "revoked before it was delivered"],
    [2, "delivered, read unknown (users may switch read receipts off)"],
    [3, "read"],
    [4, "read"], // of a newer version
  ])("says of rank %s for people: %s", (rank, summary) => {
    const document = rank === undefined ? {} : { rank };
    expect(stateOf(document).summary).toBe(summary);
  });

  it("says of a failed revocation for people that everything may still come", () => {
    const { status, summary } = stateOf({ revokeFailedTime: 1 });
    expect(status).toBeNull();
    expect(summary).toBe("not revoked in time, so it may still be delivered");
  });

  it("tells whose message it is, and when it was touched", () => {
    const facts = {
      channel: "business-messages",
      agent: "brands/B/agents/A",
      customAgentId: "support-desk",
      conversation: "conversations/C",
    };
    const times = { createTime: at(1), updateTime: at(9) };
    const expected = { message: name, ...facts, ...times };
    expect(stateOf(facts)).toMatchObject(expected);
  });

  it("says null of facts that nobody told", () => {
    const facts = { channel: null, agent: null, customAgentId: null };
    expect(stateOf({})).toMatchObject({ ...facts, conversation: null });
  });

  it.each([
    ["shows a message until its retention is over", 9, 109 * SECOND - 1, name],
    ["hides it from then on", 9, 109 * SECOND, undefined],
    ["shows one that was never touched for as long", 0, RETENTION - 1, name],
    ["hides that one after it", 0, RETENTION, undefined],
  ])("%s", (_, touched, now, shown) => {
    const document =
      touched === 0 ? {} : { rank: 2, updateTime: touched * SECOND };
    const state = deriveState(name, document, now, RETENTION);
    expect(state?.message).toBe(shown);
  });
});
