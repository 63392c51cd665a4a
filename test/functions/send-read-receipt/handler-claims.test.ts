import { describe, expect, it } from "@jest/globals";
import { DeadlineError } from "../../../shared/runtime/deadline.ts";
import { toAgentReadWrite } from "../../../shared/messages/message-document.ts";
import { now } from "../../../shared/runtime/timestamp.ts";
import {
  createFakePlatform,
  EVENT,
  LEASE_MICROS,
  MESSAGE,
  serveSendReadReceipt,
} from "./serve-send-read-receipt.ts";

const told = toAgentReadWrite(
  { message: MESSAGE, channel: "c", conversation: "conversations/c" },
  { status: "SENT", time: 1 },
);
const down = new Error("The store is down.");
const hanging = () => new Promise<never>(() => undefined);

describe("a message that several events are about", () => {
  it("is told once: the second event is acknowledged without a call", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });
    await tested.push(EVENT, "1");
    const settled = await tested.store.read(MESSAGE);

    expect(await tested.push({ ...EVENT, reader: "reader-8" }, "2")).toBe(204);
    expect(await tested.push(EVENT, "1")).toBe(204);
    expect(platform.calls).toHaveLength(1);
    expect(await tested.store.read(MESSAGE)).toEqual(settled);
  });

  it("is told once although they come at the same time", async () => {
    const asked = Promise.withResolvers<void>();
    const told = Promise.withResolvers<void>();
    let calls = 0;
    await using tested = await serveSendReadReceipt({
      platform: {
        async markRead() {
          calls += 1;
          asked.resolve();
          await told.promise;
          return { outcome: "SENT" };
        },
      },
    });
    const first = tested.push(EVENT, "1");
    await Promise.race([asked.promise, first]);

    expect(await tested.push(EVENT, "2")).toBe(204);
    expect(await tested.agentRead()).toBeUndefined();
    told.resolve();
    expect(await first).toBe(204);
    expect(calls).toBe(1);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });

  it("is each told, if they are different messages", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });

    await tested.push({ message: "conversations/c/messages/m1" }, "1");
    await tested.push({ message: "conversations/c/messages/m2" }, "1");
    expect(platform.calls).toHaveLength(2);
  });
});

describe("a message that another event holds", () => {
  it("is left to it while the lease runs", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });
    await tested.store.claims.claim(MESSAGE, "other", now(), LEASE_MICROS);

    expect(await tested.push(EVENT)).toBe(204);
    expect(platform.calls).toEqual([]);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines).toMatchObject([
      { severity: "INFO", fields: { alreadySent: false } },
    ]);
  });

  it("makes a replay come again instead: the holder may have ended in dead-letters", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });
    const replay = { replayOf: "a letter's id" };
    const taken = await tested.store.claims.claim(
      ...([MESSAGE, "other", now(), LEASE_MICROS] as const),
    );

    expect(await tested.push(EVENT, "1", replay)).toBe(500);
    expect(platform.calls).toEqual([]);
    expect(tested.letters()).toEqual([]);
    expect(tested.lines).toMatchObject([{ severity: "WARNING" }]);

    if (taken.outcome !== "ACQUIRED") throw new Error(taken.outcome);
    await tested.store.claims.complete(taken, told);
    expect(await tested.push(EVENT, "1", replay)).toBe(204);
    expect(platform.calls).toEqual([]);
  });

  it("is taken over once the lease has run out", async () => {
    const platform = createFakePlatform();
    await using tested = await serveSendReadReceipt({ platform });
    const longAgo = now() - LEASE_MICROS - 1000;
    await tested.store.claims.claim(MESSAGE, "other", longAgo, LEASE_MICROS);

    expect(await tested.push(EVENT)).toBe(204);
    expect(platform.calls).toHaveLength(1);
    expect(await tested.agentRead()).toMatchObject({ status: "SENT" });
  });

  it("is claimed for as long as the lease says", async () => {
    const platform = createFakePlatform(new Error("No answer."));
    await using tested = await serveSendReadReceipt({ platform });
    const before = now();
    await tested.push(EVENT, "1");
    const after = now();
    const claimAt = (time: number) =>
      tested.store.claims.claim(MESSAGE, "other", time, LEASE_MICROS);

    expect(await claimAt(before + LEASE_MICROS - 1)).toMatchObject({
      outcome: "BUSY",
    });
    expect(await claimAt(after + LEASE_MICROS)).toMatchObject({
      outcome: "ACQUIRED",
    });
  });
});

describe("a store that is down", () => {
  it.each([
    ["fails", () => Promise.reject(down), down],
    ["says nothing in time", hanging, expect.any(DeadlineError)],
  ])(
    "makes the event come again before the platform is asked, when it %s",
    async (_, claim, error) => {
      const platform = createFakePlatform();
      await using tested = await serveSendReadReceipt({
        platform,
        claims: { claim },
        firestoreTimeoutMs: 50,
      });

      expect(await tested.push(EVENT)).toBe(500);
      expect(platform.calls).toEqual([]);
      expect(tested.letters()).toEqual([]);
      expect(tested.lines).toMatchObject([{ severity: "WARNING", error }]);
    },
  );

  it.each([
    ["fails", () => Promise.reject(down), down],
    ["says nothing in time", hanging, expect.any(DeadlineError)],
  ])(
    "makes the event come again when it %s after the platform was told",
    async (_, complete, error) => {
      const platform = createFakePlatform();
      await using tested = await serveSendReadReceipt({
        platform,
        claims: { complete },
        firestoreTimeoutMs: 50,
      });

      expect(await tested.push(EVENT)).toBe(500);
      expect(platform.calls).toHaveLength(1);
      expect(tested.letters()).toEqual([]);
      expect(tested.lines).toMatchObject([{ severity: "WARNING", error }]);
    },
  );
});
