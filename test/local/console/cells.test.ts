import { describe, expect, it } from "@jest/globals";
import { cellsOf, COLUMNS, timeOf } from "../../../local/console/page/cells.ts";
import type { MessageState } from "../../../shared/messages/message-state.ts";
import { stateOf } from "./state.ts";

const TIME = "2026-01-31T09:30:00.000000Z";

function cell(
  column: (typeof COLUMNS)[number],
  changes: Partial<MessageState>,
  message = "m",
): string | undefined {
  return cellsOf(stateOf(message, changes))[COLUMNS.indexOf(column)];
}

describe("a message's cells", () => {
  it("never say that a message is unread", () => {
    expect(cell("Read", { status: "DELIVERED" })).toBe("unknown");
    expect(cell("Read", { status: null })).toBe("–");
    expect(cell("Read", { status: "READ", readTime: TIME })).toBe(timeOf(TIME));
  });

  it("say where the time of delivery is not known", () => {
    const inferred = { status: "READ", deliveredInferred: true } as const;
    expect(cell("Delivered", inferred)).toBe("yes, when is unknown");
  });

  it.each([
    [
      { status: "SENT", httpStatus: null, reason: null },
      `told ${timeOf(TIME)}`,
    ],
    [{ status: "FAILED", httpStatus: 400, reason: "No." }, "failed 400 No."],
    [{ status: "FAILED", httpStatus: null, reason: "No." }, "failed No."],
  ] as const)("say what became of the agent read %j", (outcome, text) => {
    const agentRead = { time: TIME, reader: null, readTime: null, ...outcome };
    expect(cell("Agent read", { agentRead })).toBe(text);
  });

  it.each([
    [{ expiredTime: TIME, revokeFailedTime: TIME }, timeOf(TIME)],
    [{ revokeFailedTime: TIME }, `not revoked ${timeOf(TIME)}`],
    [{}, "–"],
  ])("say of %j what became of the revocation", (changes, text) => {
    expect(cell("Expired", changes)).toBe(text);
  });

  it("shorten what would fill the page", () => {
    const long = "x".repeat(900);
    const shortened = `${"x".repeat(80)} …`;
    expect(cell("Message", {}, `conversations/c/messages/${long}`)).toBe(
      shortened,
    );
    expect(cell("Conversation", { conversation: long })).toBe(shortened);
    expect(cell("Conversation", { conversation: null })).toBe("–");
  });
});

describe("a time", () => {
  const now = new Date(2026, 0, 31, 12);
  it.each([
    [new Date(2026, 0, 31, 9, 30), "09:30:00"],
    [new Date(2026, 0, 30, 9, 30), "2026-01-30 09:30:00"],
  ])("of %p has its day unless that is today", (time, text) => {
    expect(timeOf(time.toISOString(), now)).toBe(text);
  });
});
