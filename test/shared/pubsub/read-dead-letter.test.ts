import { describe, expect, it } from "@jest/globals";
import {
  originalAttributes,
  readDeadLetter,
} from "../../../shared/pubsub/read-dead-letter.ts";

const forwarded = {
  channel: "c",
  CloudPubSubDeadLetterSourceDeliveryCount: "100",
  CloudPubSubDeadLetterSourceSubscription: "agent-reads-send",
  CloudPubSubDeadLetterSourceSubscriptionProject: "p",
  CloudPubSubDeadLetterSourceTopicPublishTime: "2026-01-31T09:30:00.123Z",
};

describe("what a dead letter's attributes tell", () => {
  it("is what the function wrote", () => {
    const story = { reason: "Why.", source: "f", channel: "c", agent: "a" };
    expect(readDeadLetter(story)).toEqual({ ...story, attempts: null });
  });

  it("is a sentence of Pub/Sub's attributes, where it gave up", () => {
    expect(readDeadLetter(forwarded)).toEqual({
      reason:
        "Pub/Sub gave up after 100 deliveries on the subscription agent-reads-send, of what was published 2026-01-31T09:30:00.123Z.",
      source: "agent-reads-send",
      channel: "c",
      agent: null,
      attempts: 100,
    });
  });

  it.each([
    ["no time", { CloudPubSubDeadLetterSourceTopicPublishTime: "soon" }],
    [
      "no count",
      { CloudPubSubDeadLetterSourceDeliveryCount: "many" },
      "many deliveries",
    ],
  ])(
    "does without %s",
    (_, change, part = "subscription agent-reads-send.") => {
      const { reason } = readDeadLetter({ ...forwarded, ...change });
      expect(reason).toContain(part);
      expect(reason).not.toContain("soon");
    },
  );

  it.each(["0", "-1", "", "x", "1.5"])("is no count if that is %j", (count) => {
    const attributes = { CloudPubSubDeadLetterSourceDeliveryCount: count };
    expect(readDeadLetter(attributes).attempts).toBeNull();
  });

  it("is nulls where there is nothing", () => {
    expect(readDeadLetter({})).toEqual({
      reason: "No reason was given.",
      source: null,
      channel: null,
      agent: null,
      attempts: null,
    });
  });
});

describe("the attributes that a message had before", () => {
  it("are without the function's reason and source", () => {
    const attributes = { reason: "r", source: "s", channel: "c", more: "m" };
    expect(originalAttributes(attributes)).toEqual({ channel: "c", more: "m" });
  });

  it("are without Pub/Sub's, and otherwise the publisher's own", () => {
    const own = { channel: "c", reason: "own", source: "own" };
    expect(originalAttributes({ ...forwarded, ...own })).toEqual(own);
  });
});
