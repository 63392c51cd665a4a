import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { SHARDS, toShard } from "../../../shared/messages/shard.ts";
import { EACH_CHANNEL } from "../../support/channels.ts";

describe("a message's shard", () => {
  it("is always the same of a name, and one of the sixteen", () => {
    fc.assert(
      fc.property(fc.string(), (message) => {
        expect(SHARDS).toContain(toShard(message));
        expect(toShard(message)).toBe(toShard(message));
      }),
    );
    expect(SHARDS).toHaveLength(16);
  });

  it("never changes: stored documents hold it", () => {
    expect(toShard("conversations/C/messages/M")).toBe(14);
    expect(toShard("agents/A/phones/+15551234567/messages/M")).toBe(1);
  });

  it.each(EACH_CHANNEL)(
    "spreads messages of %s evenly, those of one conversation and numbered ones, too",
    (_, { newConversation }) => {
      const conversation = newConversation();
      const counts = SHARDS.map(() => 0);
      for (let id = 0; id < 16_000; id++) {
        const shard = toShard(`${conversation}/messages/${id}`);
        counts[shard] = (counts[shard] ?? 0) + 1;
      }
      for (const count of counts) {
        expect(count).toBeGreaterThan(800);
        expect(count).toBeLessThan(1200);
      }
    },
  );
});
