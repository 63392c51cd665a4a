import { describe, expect, it } from "@jest/globals";
import { createEmbeddedStore } from "../../../local/embedded/store.ts";
import { parseDay } from "../../../shared/messages/day.ts";
import { DeadlineError } from "../../../shared/runtime/deadline.ts";
import { toShard } from "../../../shared/messages/shard.ts";
import { parseTimestamp } from "../../../shared/runtime/timestamp.ts";
import { isPending } from "../../support/pending-response.ts";
import {
  MESSAGE,
  receiptEvent,
  serveStoreReceipt,
} from "./serve-store-receipt.ts";

describe("a receipt", () => {
  it("is written with one operation and acknowledged", async () => {
    const store = createEmbeddedStore();
    await using tested = await serveStoreReceipt(store.messages);

    expect(await tested.push(receiptEvent(), "77")).toBe(204);
    expect(tested.writes).toHaveLength(1);
    expect(await store.read(MESSAGE)).toEqual({
      channel: "business-messages",
      agent: "brands/b/agents/a",
      conversation: "conversations/c",
      shard: toShard(MESSAGE),
      day: parseDay("2026-01-31"),
      rank: 2,
      deliveredTime: parseTimestamp("2026-01-31T09:30:00.123456Z"),
      createTime: parseTimestamp("2026-01-31T09:30:01Z"),
      updateTime: parseTimestamp("2026-01-31T09:30:01Z"),
    });
    expect(tested.letters()).toEqual([]);
    expect(tested.lines).toMatchObject([
      {
        severity: "INFO",
        fields: { messageId: "77", messageName: MESSAGE },
      },
    ]);
  });

  it("leaves the same document when it comes again", async () => {
    const store = createEmbeddedStore();
    await using tested = await serveStoreReceipt(store.messages);
    await tested.push(receiptEvent());
    const once = await store.read(MESSAGE);

    expect(await tested.push(receiptEvent())).toBe(204);
    expect(await tested.push(receiptEvent(), "another-id")).toBe(204);
    expect(await store.read(MESSAGE)).toEqual(once);
  });

  it("stays READ when DELIVERED comes late", async () => {
    const store = createEmbeddedStore();
    await using tested = await serveStoreReceipt(store.messages);
    const readTime = "2026-01-31T09:29:59.000000Z"; // devices' clocks differ
    await tested.push(receiptEvent({ receiptType: "READ", time: readTime }));

    expect(await tested.push(receiptEvent())).toBe(204);
    expect(await store.read(MESSAGE)).toMatchObject({
      rank: 3,
      readTime: parseTimestamp(readTime),
      deliveredTime: parseTimestamp("2026-01-31T09:30:00.123456Z"),
    });
  });

  it("is acknowledged no sooner than the store has it", async () => {
    const asked = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    await using tested = await serveStoreReceipt({
      write() {
        asked.resolve();
        return written.promise;
      },
    });
    const answer = tested.push(receiptEvent());
    await Promise.race([asked.promise, answer]);

    const others = () => tested.push("no event");
    expect(await isPending(answer, others)).toBe(true);
    written.resolve();
    expect(await answer).toBe(204);
  });
});

describe("a store that is down", () => {
  it("makes the event come again", async () => {
    const down = new Error("The store is down.");
    await using tested = await serveStoreReceipt({
      write: () => Promise.reject(down),
    });

    expect(await tested.push(receiptEvent())).toBe(500);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines).toMatchObject([{ severity: "WARNING", error: down }]);
  });

  it("makes the event come again when it says nothing in time", async () => {
    const write = () => new Promise<void>(() => undefined);
    await using tested = await serveStoreReceipt({ write }, 50);

    expect(await tested.push(receiptEvent())).toBe(500);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines[0]?.error).toBeInstanceOf(DeadlineError);
  });
});
